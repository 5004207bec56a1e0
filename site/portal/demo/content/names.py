"""Lists that families are put together from; the lengths are primes, so steps reach every name."""

FIRST_NAMES = (
    "Alba", "Álvaro", "Ana", "Andrea", "Antonio", "Aurora", "Begoña", "Blanca", "Carlos", "Celia",
    "Clara", "Cristina", "Daniela", "Diego", "Eduardo", "Elisa", "Esther", "Eva", "Fernando",
    "Ferran", "Francesc", "Gabriel", "Gloria", "Gonzalo", "Guillermo", "Helena", "Ignacio",
    "Irene", "Isabel", "Jaume", "Joan", "Laura", "Leire", "Lorena", "Lourdes", "Manuel", "Mar",
    "Marina", "Mercedes", "Mireia", "Neus", "Olga", "Pablo", "Pilar", "Quique", "Rafael", "Sara",
)  # fmt: skip
SURNAMES = (
    "Agulló", "Albert", "Almela", "Aranda", "Baeza", "Barberá", "Bellver", "Bernabeu", "Boix",
    "Campos", "Carbonell", "Castelló", "Climent", "Costa", "Dolz", "Escrivà", "Ferrándiz",
    "Fornés", "Fuentes", "Garrido", "Giner", "Grau", "Herrero", "Ibars", "Jordán", "Juan",
    "Lacruz", "Llorens", "Lozano", "Marqués", "Martorell", "Mestre", "Molina", "Monzó", "Nácher",
    "Orts", "Palomares", "Peris", "Piquer", "Requena", "Reig", "Ripoll", "Segarra", "Serrano",
    "Signes", "Tomás", "Vidal",
)  # fmt: skip
ISLAND_FIRST_NAMES = (
    "Abián", "Acerina", "Beneharo", "Candelaria", "Carmelo", "Cathaysa", "Dácil", "Echedey",
    "Gara", "Haridian", "Himar", "Iballa", "Joel", "Luz Marina", "Moneiba", "Nauzet", "Nieves",
    "Rayco", "Tanausú", "Tenesoya", "Ubay", "Yeray", "Zebenzuí",
)  # fmt: skip
ISLAND_SURNAMES = (
    "Afonso", "Alemán", "Almeida", "Arencibia", "Artiles", "Bolaños", "Cabrera", "Castellano",
    "Curbelo", "Galván", "Godoy", "Guedes", "León", "Lorenzo", "Monzón", "Naranjo", "Ojeda",
    "Pérez", "Rivero", "Sosa", "Tejera", "Vega", "Viera",
)  # fmt: skip
DOGS = (
    "Arya", "Balto", "Bimba", "Blacky", "Boby", "Bombón", "Chica", "Chuli", "Curro", "Dana",
    "Fiona", "Goku", "Hugo", "Indi", "Kiara", "Laika", "Lucas", "Manchas", "Maya", "Moka", "Neo",
    "Noa", "Odin", "Pelut", "Pipo", "Ron", "Sami", "Sira", "Tina", "Txuri", "Yako",
)  # fmt: skip
CATS = (
    "Bigotes", "Chispas", "Felix", "Garfi", "Iris", "Kitty", "Lila", "Luca", "Menta", "Michi",
    "Mora", "Ona", "Pelusa", "Runa", "Salem", "Tofu", "Umi", "Yuki", "Zoe",
)  # fmt: skip
# Those for whom the vet of exotic animals is there.
OTHERS = (
    ("Copo", "rabbit"), ("Pompón", "rabbit"), ("Bugs", "rabbit"), ("Mochi", "rabbit"),
    ("Nuez", "guinea-pig"), ("Cuca", "guinea-pig"), ("Fresa", "guinea-pig"), ("Lío", "ferret"),
    ("Trasto", "ferret"), ("Pipa", "hamster"), ("Gris", "chinchilla"), ("Pío", "canary"),
    ("Azulín", "budgerigar"), ("Kiko", "budgerigar"), ("Coral", "lovebird"), ("Mango", "lovebird"),
    ("Chico", "cockatiel"), ("Manuelita", "mediterranean-tortoise"),
    ("Donatello", "mediterranean-tortoise"),
)  # fmt: skip
