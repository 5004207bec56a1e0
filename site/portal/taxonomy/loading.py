"""The lists as they ship: facts from data/*.csv with their sources, names of the house besides."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"

# Professions the site offers from the start; the others wait until an administrator opens them.
OFFERED = frozenset(
    {
        "veterinarian",
        "animal_physio_vet",
        "ethologist_vet",
        "nutritionist_vet",
        "groomer",
        "dog_trainer",
    }
)
# The order in which a booking form lists animals: the ones most people bring first.
FIRST_SPECIES = ("dog", "cat", "rabbit", "guinea-pig", "hamster", "ferret")

HOUSE = "the house's own list"
SPECIALITIES = (
    ("general", "veterinarian", "Medicina general", "General medicine"),
    ("feline", "veterinarian", "Medicina felina", "Feline medicine"),
    ("surgery", "veterinarian", "Cirugía y traumatología", "Surgery and orthopaedics"),
    ("dermatology", "veterinarian", "Dermatología", "Dermatology"),
    ("exotics", "veterinarian", "Animales exóticos", "Exotic animals"),
    (
        "rehabilitation",
        "animal_physio_vet",
        "Fisioterapia y rehabilitación",
        "Physiotherapy and rehabilitation",
    ),
    ("grooming", "groomer", "Peluquería y estética", "Grooming"),
    ("training", "dog_trainer", "Educación canina", "Dog training"),
    ("nutrition", "nutritionist_vet", "Nutrición", "Nutrition"),
    ("behaviour", "ethologist_vet", "Conducta", "Behaviour"),
)
LANGUAGES = (
    ("es", "Español", "Spanish"),
    ("ca-valencia", "Valencià", "Valencian"),
    ("ca", "Català", "Catalan"),
    ("gl", "Galego", "Galician"),
    ("eu", "Euskara", "Basque"),
    ("en", "English", "English"),
    ("fr", "Français", "French"),
    ("de", "Deutsch", "German"),
    ("it", "Italiano", "Italian"),
    ("pt", "Português", "Portuguese"),
)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(apps: Any) -> None:
    """Write every list; `apps` is the registry of a migration. Entries that exist stay as they are."""
    _professions(apps.get_model("taxonomy", "Profession"))
    _species(apps.get_model("taxonomy", "Species"))
    Profession = apps.get_model("taxonomy", "Profession")
    by_slug = {row.slug: row for row in Profession.objects.all()}
    for slug, profession, name_es, name_en in SPECIALITIES:
        apps.get_model("taxonomy", "Speciality").objects.get_or_create(
            slug=slug,
            defaults={
                "profession": by_slug[profession],
                "name_es": name_es,
                "name_en": name_en,
                "source": HOUSE,
            },
        )
    for slug, name_es, name_en in LANGUAGES:
        apps.get_model("taxonomy", "Language").objects.get_or_create(
            slug=slug, defaults={"name_es": name_es, "name_en": name_en, "source": HOUSE}
        )


def _professions(model: Any) -> None:
    for row in _rows("professions.csv"):
        model.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name_es": row["name_es"],
                "name_en": row["name_en"],
                "regulated": row["regulated_in_spain"],
                "register": row["college_or_register"][:250],
                "offered": row["slug"] in OFFERED,
                "source": row["source"][:400],
            },
        )


def load_breeds(apps: Any) -> None:
    """Write every breed; entries that exist stay as they are."""
    species = {row.slug: row.pk for row in apps.get_model("taxonomy", "Species").objects.all()}
    model = apps.get_model("taxonomy", "Breed")
    breeds = [
        model(
            species_id=species[row["species_slug"]],
            slug=row["slug"],
            name_es=row["name_es"],
            name_en=row["name_en"],
            group=row["group"],
            fci_number=int(row["fci_number"]) if row["fci_number"] else None,
            source=row["source"][:400],
        )
        for row in _rows("breeds.csv")
    ]
    model.objects.bulk_create(breeds, ignore_conflicts=True)


def load_colleges(apps: Any) -> None:
    """Write every college with its professions; entries that exist stay as they are."""
    professions = {row.slug: row for row in apps.get_model("taxonomy", "Profession").objects.all()}
    model = apps.get_model("taxonomy", "College")
    for row in _rows("colleges.csv"):
        college, is_new = model.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name_es": row["name_es"],
                "name_en": row["name_en"],
                "prefix": row["prefix"],
                "digits": int(row["digits"]),
                "source": row["source"],
            },
        )
        if is_new:
            wanted = row["professions"].split()
            college.professions.set([professions[slug] for slug in wanted if slug in professions])


def _species(model: Any) -> None:
    for number, row in enumerate(_rows("species.csv")):
        first = row["slug"] in FIRST_SPECIES
        model.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name_es": row["name_es"],
                "name_en": row["name_en"],
                "scientific": row["scientific"],
                "group": row["group"],
                "position": FIRST_SPECIES.index(row["slug"]) if first else 100 + number,
                "source": row["source"][:400],
            },
        )
