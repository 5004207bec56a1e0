"""Everything known about a person, as a file to take away: JSON for machines, a page to read.

GDPR articles 15 and 20. What is in it follows from each app's personal_data.py; a new field comes in by
being classified there.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.db.models import Field
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import translation

from portal.audit.actions import record
from portal.core.keys import CannotDecrypt
from portal.core.time import now

from .known import Known, everybody_in, known
from .models import Person

FORMAT = 1
# Beyond this the file being made moves from memory to the disk.
IN_MEMORY = 5_000_000


@dataclass(frozen=True)
class Value:
    """One field of one row: its name for machines and for people, its value for both."""

    name: str
    label: str
    plain: Any
    shown: str
    is_file: bool = False


@dataclass(frozen=True)
class Section:
    """The rows of one model."""

    model: str
    title: str
    rows: list[list[Value]] = field(default_factory=list)


def export_person(*, person: Person, by: Any = None) -> IO[bytes]:
    """A ZIP of all that is known about the person, open for reading; the caller closes it.

    `data.json` holds it for machines, `index.html` for reading in the person's language, `files/`
    what is a file. Who took it is audited.
    """
    ids = everybody_in(person)
    kept = Person.objects.get(pk=ids[0])
    target = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    with (
        translation.override(kept.language),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        files: dict[str, FieldFile] = {}
        sections = list(_sections(ids, files))
        zipped.writestr("data.json", _json(kept, sections))
        zipped.writestr("index.html", _page(kept, sections))
        for name, file in files.items():
            with file.open("rb") as source, zipped.open(name, "w") as into:
                shutil.copyfileobj(source, into)
    record("people.data_exported", kept, actor=by)
    target.seek(0)
    return target


def _sections(ids: list[Any], files: dict[str, FieldFile]) -> Iterator[Section]:
    for place in known():
        names = place.exported
        rows = place.rows(ids).select_related(*place.links) if names else []
        found = [[_value(place, row, name, files) for name in names] for row in rows]
        if found:
            yield Section(place.model._meta.label, place.title.capitalize(), found)


def _value(place: Known, row: Any, name: str, files: dict[str, FieldFile]) -> Value:
    column = place.field(name)
    label = str(column.verbose_name).capitalize()
    try:
        value = getattr(row, name)
    except CannotDecrypt:
        return Value(name, label, None, str(translation.gettext("cannot be read any more")))
    if (file := _file(value)) is not None:
        inside = (
            f"files/{place.model._meta.label_lower}-{row.pk}-{name}-{Path(str(file.name)).name}"
        )
        files[inside] = file
        return Value(name, label, inside, inside, is_file=True)
    return Value(name, label, _plain(column, row, value), _shown(row, name, value))


def _file(value: Any) -> FieldFile | None:
    """The file of a file field, or of a picture that a field points at."""
    found = value if isinstance(value, FieldFile) else getattr(value, "file", None)
    return found if isinstance(found, FieldFile) and found else None


def _plain(column: "Field[Any, Any]", row: Any, value: Any) -> Any:
    """For JSON: numbers and documents as they are, moments in UTC, everything else in words."""
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if column.is_relation:
        return str(value)
    return column.value_to_string(row)


def _shown(row: Any, name: str, value: Any) -> str:
    """For reading: choices by their words, moments in the reader's way."""
    if value is None or value == "":
        return "–"
    if callable(words := getattr(row, f"get_{name}_display", None)):
        return str(words())
    if isinstance(value, bool):
        return translation.gettext("yes") if value else translation.gettext("no")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return str(value)


def _json(person: Person, sections: list[Section]) -> str:
    facts = {
        "format": FORMAT,
        "person": str(person.pk),
        "made_at": now().isoformat(),
        "known": {
            section.model: [{value.name: value.plain for value in row} for row in section.rows]
            for section in sections
        },
    }
    return json.dumps(facts, ensure_ascii=False, indent=2, default=str)


def _page(person: Person, sections: list[Section]) -> str:
    context = {"person": person, "sections": sections, "made_at": now()}
    return render_to_string("people/export.html", context)
