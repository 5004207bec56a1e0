"""The facts of a profile that a professional keeps: live as they are saved, recorded by their names."""

from collections.abc import Iterable

from django.db import transaction

from portal.audit.actions import record
from portal.taxonomy.models import Language, Speciality, Species

from .models import Professional, User

WORDS = ("title", "headline_es", "headline_en")


@transaction.atomic
def change_own_facts(
    *,
    professional: Professional,
    by: User,
    title: str,
    headline_es: str,
    headline_en: str,
    specialities: Iterable[Speciality],
    languages: Iterable[Language],
    species: Iterable[Species],
) -> list[str]:
    """Write what changed, and only that; returns the names of the fields. What they say is not recorded."""
    row = Professional.objects.select_for_update(no_key=True, of=("self",)).get(pk=professional.pk)
    said = {"title": title, "headline_es": headline_es, "headline_en": headline_en}
    changed = [name for name in WORDS if getattr(row, name) != said[name]]
    for name in changed:
        setattr(row, name, said[name])
    if changed:
        row.save(update_fields=changed)
    lists = {"specialities": specialities, "languages": languages, "species": species}
    for name, wanted in lists.items():
        kept = getattr(row, name)
        if set(kept.all()) != set(wanted):
            kept.set(wanted)
            changed.append(name)
    if changed:
        record("accounts.professional_changed", row, actor=by, fields=",".join(changed))
    return changed
