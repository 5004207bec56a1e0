"""Catalogues without gettext's programs: Babel reads .po and writes .mo."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

DOMAIN = "django"


def catalogues() -> list[Path]:
    """Our own .po files, one a language."""
    return sorted(
        path
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    )


def compile_catalogue(po: Path) -> bool:
    """Write the .mo beside `po` unless it is newer; returns whether it was written."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns:
        return False
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name, domain=DOMAIN)
    # Written beside and moved, so that a process starting meanwhile never reads half a file.
    half = mo.with_suffix(".mo.new")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    half.replace(mo)
    return True
