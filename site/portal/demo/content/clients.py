"""Families with their animals. Addresses at example.com, phones from 600 000 000 on: nobody's."""

from django.utils.text import slugify

from . import names
from .shapes import Family


def _family(
    full_name: str, mailbox: str, *animals: tuple[str, str], language: str = "es"
) -> Family:
    return Family(full_name, f"{mailbox}@example.com", animals, language)


DOG, CAT, RABBIT, GUINEA_PIG = "dog", "cat", "rabbit", "guinea-pig"

_VALENCIA = (
    _family("Elena Rius Camarena", "elena.rius", ("Luna", CAT), ("Bruno", DOG)),
    _family("Vicent Montesinos Peiró", "vicent.montesinos", ("Toby", DOG)),
    _family("Amina Belkacem", "amina.belkacem", ("Nala", DOG)),
    _family("Rosa Catalá Ferrando", "rosa.catala", ("Greta", CAT)),
    _family("Héctor Lluch Navarro", "hector.lluch", ("Simba", CAT), ("Mía", CAT)),
    _family("Carmen Tarazona Gil", "carmen.tarazona", ("Coco", DOG)),
    _family("Pau Esteve Alapont", "pau.esteve", ("Kira", DOG)),
    _family("Inmaculada Soriano Vives", "inma.soriano", ("Copito", RABBIT)),
    _family("Emily Hargreaves", "emily.hargreaves", ("Biscuit", DOG), language="en"),
    _family("Jordi Blasco Pons", "jordi.blasco", ("Leo", CAT)),
    _family("María José Crespo Ortí", "mariajose.crespo", ("Rocky", DOG), ("Lola", CAT)),
    _family("Iker Zabala Ruiz", "iker.zabala", ("Thor", DOG)),
    _family("Fátima El Amrani", "fatima.elamrani", ("Nube", CAT)),
    _family("Andreu Moll Bisbal", "andreu.moll", ("Trufa", DOG)),
    _family("Lidia Pascual Hernández", "lidia.pascual", ("Pepa", GUINEA_PIG)),
    _family("Sergio Valero Mas", "sergio.valero", ("Zeus", DOG)),
    _family("Nuria Cebrián Lara", "nuria.cebrian", ("Misu", CAT)),
    _family("Tom Whitfield", "tom.whitfield", ("Pepper", CAT), language="en"),
    _family("Raquel Domingo Sáez", "raquel.domingo", ("Duna", DOG)),
    _family("Josep Cardona Fuster", "josep.cardona", ("Xoco", DOG)),
    _family("Beatriz Luján Cortés", "beatriz.lujan", ("Cleo", CAT)),
    _family("Ana Belén Yuste Mora", "anabelen.yuste", ("Max", DOG), ("Olivia", CAT)),
    _family("David Server Miralles", "david.server", ("Lolo", RABBIT)),
    _family("Patricia Gimeno Sales", "patricia.gimeno", ("Nina", DOG)),
    _family("Wei Chen Liu", "wei.chen", ("Momo", CAT)),
    _family("Salvador Roselló Prats", "salvador.rosello", ("Tro", DOG)),
    _family("Julia Aparicio Cano", "julia.aparicio", ("Frida", DOG)),
    _family("Marc Ballester Oliver", "marc.ballester", ("Gus", CAT)),
    _family("Teresa Villalba Romero", "teresa.villalba", ("Chispa", DOG)),
    _family("Óscar Navarrete León", "oscar.navarrete", ("Kenia", DOG)),
    _family("Sophie Laurent", "sophie.laurent", ("Caramel", CAT), language="en"),
    _family("Dolores Ibarra Fajardo", "dolores.ibarra", ("Linda", DOG)),
    _family("Adrián Cuenca Pastor", "adrian.cuenca", ("Wolf", DOG)),
    _family("Gemma Sorolla Bono", "gemma.sorolla", ("Mixa", CAT)),
    _family("Rubén Alfonso Tena", "ruben.alfonso", ("Canela", DOG)),
    _family("Victoria Popescu", "victoria.popescu", ("Bella", DOG)),
    _family("Enric Sapena Ribes", "enric.sapena", ("Boira", CAT)),
    _family("Silvia Manzano Díez", "silvia.manzano", ("Pancho", DOG)),
    _family("Laia Torregrosa Pla", "laia.torregrosa", ("Kiwi", GUINEA_PIG), ("Nit", CAT)),
    _family("Miguel Ángel Rubio Sanz", "miguelangel.rubio", ("Tango", DOG)),
)
_ISLAND = (
    _family("Yaiza Betancor Déniz", "yaiza.betancor", ("Gofio", DOG)),
    _family("Ayoze Santana Falcón", "ayoze.santana", ("Brisa", DOG)),
    _family("Idaira Perdomo Cabrera", "idaira.perdomo", ("Tara", DOG), ("Luna", CAT)),
    _family("Jonay Hernández Suárez", "jonay.hernandez", ("Bimba", DOG)),
    _family("Klaus Brandt", "klaus.brandt", ("Fritzi", DOG), language="en"),
    _family("Nayra Quintana Melián", "nayra.quintana", ("Mojo", DOG)),
    _family("Carmen Delia Ojeda Ramos", "carmendelia.ojeda", ("Canelo", DOG)),
    _family("Airam Medina Santos", "airam.medina", ("Pinto", DOG), ("Gara", CAT)),
    _family("Guacimara Trujillo Vega", "guacimara.trujillo", ("Sombra", CAT)),
    _family("Margaret Doyle", "margaret.doyle", ("Finn", DOG), language="en"),
    _family("Doramas Cruz Armas", "doramas.cruz", ("Nilo", DOG)),
    _family("Pino Rodríguez Marrero", "pino.rodriguez", ("Duque", DOG), ("Perla", CAT)),
)


def _more(
    first_names: tuple[str, ...], surnames: tuple[str, ...], count: int
) -> tuple[Family, ...]:
    """Families put together from lists; each round through them pairs the names anew."""
    found = []
    for number in range(count):
        turn = number // len(surnames)
        first = first_names[number * 7 % len(first_names)]
        one = surnames[(number * 11 + turn) % len(surnames)]
        two = surnames[(number * 11 + 2 * turn + 5) % len(surnames)]
        animals = names.CATS if number % 5 in (1, 3) else names.DOGS
        animal = animals[number * 3 % len(animals)]
        found.append(
            _family(
                f"{first} {one} {two}",
                f"{slugify(first)}.{slugify(one)}.{slugify(two)}",
                (animal, CAT if animals is names.CATS else DOG),
            )
        )
    return tuple(found)


FAMILIES = _VALENCIA + _more(names.FIRST_NAMES, names.SURNAMES, 180)
ISLAND_FAMILIES = _ISLAND + _more(names.ISLAND_FIRST_NAMES, names.ISLAND_SURNAMES, 40)
EVERYBODY = FAMILIES + ISLAND_FAMILIES

# Why they come, by service; every second visit says nothing.
REASONS: dict[str, tuple[str, ...]] = {
    "consulta-general": (
        "Lleva dos días sin querer comer.",
        "Revisión anual.",
        "Tose por las noches desde el lunes.",
        "Ha adelgazado y bebe mucha agua.",
        "Le lagrimea un ojo.",
        "Cojea un poco de la pata de atrás.",
    ),
    "vacunacion": ("Le toca la rabia.", "Segunda dosis de la polivalente.", "Viajamos en verano."),
    "consulta-felina": (
        "Se esconde y casi no usa el arenero.",
        "Vomita bolas de pelo cada semana.",
        "Revisión: ya tiene doce años.",
    ),
    "cirugia-visita-previa": (
        "Queremos esterilizarla.",
        "Tiene un bulto en el costado.",
        "Nos han dicho que es el ligamento cruzado.",
    ),
    "dermatologia": (
        "Se rasca las orejas sin parar.",
        "Le han salido calvas en la barriga.",
        "Otitis que vuelve cada pocos meses.",
    ),
    "fisioterapia": (
        "Operado de la rodilla hace tres semanas.",
        "Le cuesta levantarse por las mañanas.",
        "Displasia de cadera.",
    ),
    "peluqueria": (
        "Le da miedo el secador.",
        "Baño y uñas.",
        "Tiene nudos detrás de las orejas.",
    ),
    "educacion-canina": (
        "Tira mucho de la correa.",
        "Ladra cuando se queda solo.",
        "Es un cachorro, queremos empezar bien.",
    ),
}
REASONS_EN: tuple[str, ...] = ("Yearly check-up.", "Not quite himself since Sunday.", "")


def phone_of(number: int) -> str:
    """The phone of the family with this number: 600 000 000 to 600 000 999."""
    return f"+34600000{number % 1000:03}"
