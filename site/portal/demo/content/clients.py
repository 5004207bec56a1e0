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


def _animals(number: int) -> tuple[tuple[str, str], ...]:
    """Mostly dogs, many cats, now and then something smaller; some families have two."""
    dog = (names.DOGS[number * 3 % len(names.DOGS)], DOG)
    cat = (names.CATS[number * 3 % len(names.CATS)], CAT)
    if number % 9 == 4:
        return (names.OTHERS[number * 5 % len(names.OTHERS)],)
    if number % 7 == 3:
        return (dog, cat)
    return (cat,) if number % 5 in (1, 3) else (dog,)


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
        mailbox = f"{slugify(first)}.{slugify(one)}.{slugify(two)}"
        found.append(_family(f"{first} {one} {two}", mailbox, *_animals(number)))
    return tuple(found)


FAMILIES = _VALENCIA + _more(names.FIRST_NAMES, names.SURNAMES, 620)
ISLAND_FAMILIES = _ISLAND + _more(names.ISLAND_FIRST_NAMES, names.ISLAND_SURNAMES, 200)
EVERYBODY = FAMILIES + ISLAND_FAMILIES
NUMBERS = {family: number for number, family in enumerate(EVERYBODY)}


def phone_of(family: Family) -> str:
    """The family's phone: 600 000 000 to 600 000 899, the rest of the row is the team's."""
    return f"+34600000{NUMBERS[family]:03}"
