"""Every string is in Spanish: `python -m portal.tests.translations [--update]`.

Strings are collected from Python and templates without gettext's programs, and compared with
locale/es/LC_MESSAGES/django.po: missing, untranslated, fuzzy or left over fails. Text written into a
template outside a translate tag fails too. `--update` writes new strings into the file.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[3]
PO = ROOT / "site" / "portal" / "locale" / "es" / "LC_MESSAGES" / "django.po"
CODE = ("booking", "clinic", "home", "search", "shop", "site/portal")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SKIPPED = re.compile(r"/(tests|migrations|launcher|bench)/")
# Names and marks that are the same in every language.
SAME_EVERYWHERE = {"MyPet Online", "EN", "ES", "·", "404", "403", "400", "500"}


@dataclass(frozen=True)
class Found:
    """One string of the source: its text (with plural, with context), and where it stands."""

    message: str | tuple[str, ...]
    context: str | None
    place: str


def python_files() -> Iterator[Path]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not SKIPPED.search(path.as_posix()):
                yield path


def template_files() -> Iterator[Path]:
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def strings_in_python(source: str, place: str) -> list[Found]:
    return list(_extracted(io.BytesIO(source.encode()), place))


def strings_in_template(source: str, place: str) -> list[Found]:
    """Django turns the template into Python-like text that the same extractor reads."""
    from django.utils.translation.template import templatize

    # One string stands on one line; the template's own indentation would upset a Python reader.
    lines = (line.strip() for line in templatize(source, origin=place).splitlines())
    return list(_extracted(io.BytesIO("\n".join(lines).encode()), place))


def _extracted(file: io.BytesIO, place: str) -> Iterator[Found]:
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract("python", file, KEYWORDS, options=options):
        if message:
            yield Found(message, context, place)


def every_string() -> list[Found]:
    found: list[Found] = []
    for path in python_files():
        found += strings_in_python(path.read_text(encoding="utf-8"), _place(path))
    for path in template_files():
        found += strings_in_template(path.read_text(encoding="utf-8"), _place(path))
    return found


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# What a template shows outside its tags.
TAGS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
CODE_BLOCKS = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.S)
ANY_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ATTRIBUTES = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')
MARKUP = re.compile(r"<[^>]*>", re.S)
LETTERS = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]{2,}")


def bare_text(source: str) -> list[str]:
    """Words a reader would see that no translate tag covers."""
    text = CODE_BLOCKS.sub(" ", ANY_TAG.sub("", TRANSLATED.sub("", TAGS.sub("", source))))
    shown = ATTRIBUTES.findall(text) + MARKUP.sub("\n", text).split("\n")
    return [
        piece.strip()
        for piece in shown
        if LETTERS.search(_without_entities(piece)) and piece.strip() not in SAME_EVERYWHERE
    ]


def _without_entities(text: str) -> str:
    cleaned = re.sub(r"&#?\w+;", "", text)
    for word in SAME_EVERYWHERE:
        cleaned = cleaned.replace(word, "")
    return cleaned


def load() -> Catalog:
    if not PO.exists():
        return Catalog(locale="es")
    with PO.open("rb") as file:
        return read_po(file, locale="es")


def _done(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings) and bool(strings)


def problems(found: list[Found], catalogue: Catalog) -> list[str]:
    """What stands between the source and a complete Spanish, a line each."""
    lines = []
    known = set()
    for item in found:
        single = item.message if isinstance(item.message, str) else item.message[0]
        known.add((single, item.context))
        if not _done(catalogue.get(single, item.context)):
            lines.append(f"{item.place}: not in Spanish: {single!r}")
    for message in catalogue:
        single = message.id if isinstance(message.id, str) else message.id[0]
        if single and (single, message.context) not in known:
            lines.append(f"{_place(PO)}: no longer used: {single!r}")
    return sorted(set(lines))


def bare_text_problems() -> list[str]:
    return [
        f"{_place(path)}: not translatable: {text!r}"
        for path in template_files()
        if path.suffix == ".html" or "notifications" in path.parts
        for text in bare_text(path.read_text(encoding="utf-8"))
    ]


def update() -> None:
    """Write every string of the source into the catalogue, keeping what is translated.

    Parts lying beside it (*.po.part) are taken in and removed; what is no longer used goes.
    """
    old = load()
    for part in sorted(PO.parent.glob("*.po.part")):
        for message in read_po(io.BytesIO(part.read_bytes()), locale="es"):
            if message.id and not _done(old.get(_single(message), message.context)):
                # Adding to an entry that is there keeps its empty string.
                old.delete(_single(message), message.context)
                old.add(message.id, message.string, context=message.context)
    new = Catalog(locale="es", project="MyPet Online", charset="utf-8", fuzzy=False)
    for item in every_string():
        _carry(old, new, item)
    with PO.open("wb") as file:
        write_po(file, new, sort_output=True, omit_header=False, width=100)
    for part in PO.parent.glob("*.po.part"):
        part.unlink()


def _single(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _carry(old: Catalog, new: Catalog, item: Found) -> None:
    single = item.message if isinstance(item.message, str) else item.message[0]
    before = old.get(single, item.context)
    string = before.string if before else ""
    plural = not isinstance(item.message, str)
    if plural and not isinstance(string, tuple | list):
        string = (string or "", "")
    if not plural and isinstance(string, tuple | list):
        string = string[0]
    # An earlier occurrence with a plural must not be narrowed by a later one without.
    present = new.get(single, item.context)
    if present is not None and isinstance(present.id, tuple | list) and not plural:
        return
    new.add(item.message, string, context=item.context)


def main(arguments: list[str]) -> int:
    if "--update" in arguments:
        update()
    lines = problems(every_string(), load()) + bare_text_problems()
    print("\n".join(lines) or "every string is in Spanish")
    return 1 if lines else 0


if __name__ == "__main__":
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    sys.exit(main(sys.argv[1:]))
