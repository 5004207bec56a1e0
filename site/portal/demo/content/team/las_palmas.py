"""Who works on the island."""

from decimal import Decimal

from portal.demo.content.places import LAS_PALMAS
from portal.demo.content.shapes import OwnTerms, ProfessionalFacts, RuleFacts

from . import more_prose, prose
from .hours import AFTERNOON, MORNING, WORKDAYS

SATURDAY_ON_THE_ISLAND = ("9:30", "13:00")

LAS_PALMAS_TEAM = (
    ProfessionalFacts(
        slug="guayarmina-sosa",
        title="Dra.",
        full_name="Guayarmina Sosa Déniz",
        phone="+34600000911",
        profession="veterinarian",
        headline_es="Veterinaria, medicina general y ecografía",
        headline_en="Vet, general medicine and ultrasound",
        specialities=("general",),
        species=("dog", "cat", "rabbit"),
        languages=("es", "en", "de"),
        services=(
            "consulta-general",
            "primera-visita",
            "vacunacion",
            "chequeo-senior",
            "microchip-pasaporte",
            "ecografia",
        ),
        rules=(
            RuleFacts(LAS_PALMAS, WORKDAYS, MORNING),
            RuleFacts(LAS_PALMAS, ("MO", "TU", "WE"), AFTERNOON),
            RuleFacts(LAS_PALMAS, ("+1SA", "+3SA"), SATURDAY_ON_THE_ISLAND),
        ),
        picture="pro-guayarmina.webp",
        picture_shows="Retrato ilustrado de Guayarmina Sosa, de melena larga, con un gato negro",
        body_es=more_prose.GUAYARMINA_ES,
        body_en=more_prose.GUAYARMINA_EN,
        own={"ecografia": OwnTerms(price=Decimal(58))},
    ),
    ProfessionalFacts(
        slug="carla-santana",
        title="",
        full_name="Carla Santana Quintero",
        phone="+34600000906",
        profession="dog_trainer",
        headline_es="Educadora canina en positivo",
        headline_en="Reward-based dog trainer",
        specialities=("training",),
        species=("dog",),
        languages=("es", "en", "de"),
        services=("educacion-canina", "educacion-cachorros"),
        rules=(
            RuleFacts(LAS_PALMAS, ("MO", "WE", "FR"), ("9:30", "13:30")),
            RuleFacts(LAS_PALMAS, WORKDAYS, AFTERNOON),
            RuleFacts(LAS_PALMAS, ("SA",), SATURDAY_ON_THE_ISLAND),
        ),
        picture="pro-carla.webp",
        picture_shows="Retrato ilustrado de Carla Santana, de pelo rizado, con un perro marrón",
        body_es=prose.CARLA_ES,
        body_en=prose.CARLA_EN,
    ),
    ProfessionalFacts(
        slug="ismael-ojeda",
        title="",
        full_name="Ismael Ojeda Falcón",
        phone="+34600000912",
        profession="groomer",
        headline_es="Peluquería canina y felina, corte a tijera",
        headline_en="Grooming for dogs and cats, scissor cuts",
        specialities=("grooming",),
        species=("dog", "cat"),
        languages=("es", "en", "pt"),
        services=("peluqueria", "arreglo-completo", "corte-unas"),
        rules=(
            RuleFacts(LAS_PALMAS, ("TU", "WE", "TH", "FR"), MORNING),
            RuleFacts(LAS_PALMAS, ("MO", "TU", "TH"), ("16:00", "19:30")),
            RuleFacts(LAS_PALMAS, ("SA",), SATURDAY_ON_THE_ISLAND, every=2),
        ),
        picture="pro-ismael.webp",
        picture_shows="Retrato ilustrado de Ismael Ojeda, con bigote, y un perro blanco",
        body_es=more_prose.ISMAEL_ES,
        body_en=more_prose.ISMAEL_EN,
    ),
)
