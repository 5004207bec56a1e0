"""Catalogues without gettext's programs: Babel reads .po and writes .mo."""

import os
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
    """Write the .mo beside `po` unless it was made from this very one; returns whether it was.

    The .mo carries the date of its source: a file put back with an older date counts as changed.
    """
    mo = po.with_suffix(".mo")
    written = po.stat().st_mtime_ns
    if mo.exists() and mo.stat().st_mtime_ns == written:
        return False
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parents[1].name, domain=DOMAIN)
    # Written beside and moved, so that a process starting meanwhile never reads half a file.
    half = mo.with_suffix(f".{os.getpid()}.new")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    os.utime(half, ns=(written, written))
    half.replace(mo)
    return True
