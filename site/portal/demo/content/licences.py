"""Licence numbers of the demo's people, made up; the college is that of the province they work in."""

LICENCES = {
    "marta-ferrer": ("vet-46", "2417"),
    "javier-ibanez": ("vet-46", "1986"),
    "lucia-peris": ("vet-46", "2874"),
    "samuel-obiang": ("vet-46", "3061"),
    "andres-molina": ("vet-46", "1542"),
    "ines-vallejo": ("vet-46", "2750"),
    "salma-bennani": ("vet-46", "3188"),
    "guayarmina-sosa": ("vet-35", "1127"),
}
LAPSES_SOON = "andres-molina"
