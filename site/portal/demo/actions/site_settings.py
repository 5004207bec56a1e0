"""The settings of the demo's site."""

from datetime import timedelta
from typing import Any

from wagtail.models import Site

from home.models import ClinicIdentity, FooterText, Menus, SiteNotice, SocialLinks
from portal.core.time import now
from portal.demo.content import site_words as words

from .compose import Composer

A_YEAR = timedelta(days=365)


def create_settings(site: Site, composer: Composer) -> None:
    """Name, social links, footer, notice and menus; the menus need the pages."""
    ClinicIdentity.objects.create(site=site, **words.IDENTITY)
    SocialLinks.objects.create(site=site, **words.SOCIAL)
    FooterText.objects.create(site=site, **words.FOOTER)
    start = now() - timedelta(days=1)
    SiteNotice.objects.create(site=site, starts_at=start, ends_at=start + A_YEAR, **words.NOTICE)
    Menus.objects.create(
        site=site,
        main=_menu("item", words.MAIN, composer),
        footer=_menu("column", words.COLUMNS, composer),
    )


def _menu(kind: str, rows: Any, composer: Composer) -> Any:
    return composer.body((kind, row) for row in rows)
