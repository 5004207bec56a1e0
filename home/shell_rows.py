"""The rows behind what stands on every page: the site with its settings, and the places.

They change a few times a day and are asked for with every page, so each process keeps them for as
long as the content version says that nothing has changed, and never longer than a copy of a page.
Without Redis there is no version, and they are read anew.
"""

from dataclasses import dataclass
from time import monotonic

from wagtail.models import Site

from portal.places.models import Location
from portal.places.queries import places_with_hours

from .content_version import current_version
from .models import ClinicIdentity, FooterText, Menus, SiteNotice, SocialLinks

THEMES = (ClinicIdentity, SocialLinks, FooterText, SiteNotice, Menus)
SECONDS = 30


@dataclass(frozen=True)
class ShellRows:
    """Read by many requests at once: nobody writes to these objects."""

    site: Site | None
    places: list[Location]


@dataclass(frozen=True)
class _Kept:
    version: str
    until: float
    rows: ShellRows


_kept: _Kept | None = None


def shell_rows() -> ShellRows:
    """Two queries, or none while they are kept."""
    global _kept
    # Asked before reading: what changes meanwhile has another version.
    version = current_version()
    kept = _kept
    if kept and kept.version == version and monotonic() < kept.until:
        return kept.rows
    rows = ShellRows(_site(), places_with_hours())
    if version:
        _kept = _Kept(version, monotonic() + SECONDS, rows)
    return rows


def _site() -> Site | None:
    """The site with all themes of settings, in one query."""
    names = [theme._meta.model_name for theme in THEMES]
    return Site.objects.select_related(*names).filter(is_default_site=True).first()
