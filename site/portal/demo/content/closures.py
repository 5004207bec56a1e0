"""When a place stays shut, beside the region's holidays, which come from their own calendar.

The holidays named here are those of the city or the island.
"""

from .places import BENIMACLET, LAS_PALMAS, VALENCIA
from .shapes import ClosureFacts, YearlyFacts

TUESDAY, THURSDAY = 1, 3

CLOSURES = (
    ClosureFacts(
        places=(VALENCIA,),
        name_es="Formación del equipo",
        name_en="Team training",
        hours=("16:00", "20:30"),
        every=7,
        week=3,
        weekday=THURSDAY,
    ),
    ClosureFacts(
        places=(BENIMACLET,),
        name_es="Mantenimiento de los equipos",
        name_en="Equipment maintenance",
        hours=("9:30", "12:00"),
        every=8,
        week=6,
        weekday=TUESDAY,
    ),
    ClosureFacts(
        places=(LAS_PALMAS,),
        name_es="Inventario",
        name_en="Stocktaking",
        hours=("16:00", "18:00"),
        every=8,
        week=2,
        weekday=TUESDAY,
    ),
)
EVERYWHERE = (VALENCIA, BENIMACLET, LAS_PALMAS)
EVERY_YEAR = (
    YearlyFacts((VALENCIA, BENIMACLET), 1, 22, "San Vicente Mártir", "Saint Vincent the Martyr"),
    YearlyFacts((LAS_PALMAS,), 6, 24, "San Juan", "Saint John’s Day"),
    YearlyFacts((LAS_PALMAS,), 9, 8, "Nuestra Señora del Pino", "Our Lady of the Pine"),
    YearlyFacts(EVERYWHERE, 12, 24, "Nochebuena", "Christmas Eve", hours=("14:00", "21:00")),
    YearlyFacts(EVERYWHERE, 12, 31, "Nochevieja", "New Year’s Eve", hours=("14:00", "21:00")),
)
