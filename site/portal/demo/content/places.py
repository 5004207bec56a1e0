"""Three places: two in one city, and one whose clock is an hour behind."""

from decimal import Decimal

from .shapes import PlaceFacts

VALENCIA = "valencia"
BENIMACLET = "benimaclet"
LAS_PALMAS = "las-palmas"

_DAY = (("9:00", "14:00"), ("16:00", "20:30"))
_DAY_OF_SPECIALISTS = (("9:30", "14:00"), ("16:30", "20:00"))
_DAY_ON_THE_ISLAND = (("9:00", "14:00"), ("16:00", "20:00"))

PLACES = (
    PlaceFacts(
        slug=VALENCIA,
        name="Clínica Veterinaria Azahar",
        street="Carrer de la Tenora, 41",
        postal_code="46006",
        city="València",
        province="València",
        region="VC",
        zone_name="Europe/Madrid",
        latitude=Decimal("39.460900"),
        longitude=Decimal("-0.372600"),
        phone="+34960001234",
        email="hola@clinicaazahar.example",
        access_notes="Metro: Bailén",
        position=10,
        week={**dict.fromkeys(range(5), _DAY), 5: (("10:00", "13:30"),)},
    ),
    PlaceFacts(
        slug=BENIMACLET,
        name="Azahar Benimaclet",
        street="Carrer de la Sajolida, 8",
        postal_code="46020",
        city="València",
        province="València",
        region="VC",
        zone_name="Europe/Madrid",
        latitude=Decimal("39.485200"),
        longitude=Decimal("-0.358900"),
        phone="+34960001235",
        email="benimaclet@clinicaazahar.example",
        access_notes="Metro y tranvía: Benimaclet",
        position=20,
        week={**dict.fromkeys(range(5), _DAY_OF_SPECIALISTS), 5: (("10:00", "13:30"),)},
    ),
    PlaceFacts(
        slug=LAS_PALMAS,
        name="Azahar Las Palmas",
        street="Calle del Tajinaste, 12",
        postal_code="35003",
        city="Las Palmas de Gran Canaria",
        province="Las Palmas",
        region="CN",
        zone_name="Atlantic/Canary",
        latitude=Decimal("28.110600"),
        longitude=Decimal("-15.420400"),
        phone="+34928001234",
        email="laspalmas@clinicaazahar.example",
        access_notes="",
        position=30,
        week={**dict.fromkeys(range(5), _DAY_ON_THE_ISLAND), 5: (("9:30", "13:00"),)},
    ),
)
