"""The Wagtail tree: home and directory in two languages, a page for everybody of the team."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from home.models import DirectoryPage, HomePage, ProfilePage
from portal.accounts.models import Professional
from portal.demo.content.pages import DIRECTORY, HOME, SITE_NAME, PageWords
from portal.demo.content.shapes import ProfessionalFacts
from portal.demo.content.team import TEAM
from portal.demo.queries import welcome_pages

from .portraits import create_portrait

PORTS = {"http": 80, "https": 443}


def create_pages() -> None:
    """Everything the public sees, published; Wagtail's welcome page goes."""
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node()
    home = _publish_below(root, _home(HOME["es"], spanish))
    _open_site(home)
    for page in Page.objects.filter(pk__in=welcome_pages()):
        page.delete()
    root.refresh_from_db()
    english_home = _publish_below(root, _home(HOME["en"], english, twin=home))
    directory = _publish_below(home, _directory(DIRECTORY["es"], spanish))
    _publish_below(english_home, _directory(DIRECTORY["en"], english, twin=directory))
    for facts in TEAM:
        _publish_below(directory, _profile(facts, spanish))


def _publish_below(parent: Page, page: Page) -> Page:
    """Put the page into the tree and publish it with a revision, as an editor would."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _home(words: PageWords, locale: Locale, twin: Page | None = None) -> HomePage:
    return HomePage(lead=words.lead, **_common(words, locale, twin))


def _directory(words: PageWords, locale: Locale, twin: Page | None = None) -> DirectoryPage:
    return DirectoryPage(lead=words.lead, show_in_menus=True, **_common(words, locale, twin))


def _common(words: PageWords, locale: Locale, twin: Page | None) -> dict[str, object]:
    """A twin is the same page in the other language: both share one translation key."""
    return {
        "title": words.title,
        "slug": words.slug,
        "seo_title": words.seo_title,
        "search_description": words.search_description,
        "locale": locale,
        **({"translation_key": twin.translation_key} if twin else {}),
    }


def _profile(facts: ProfessionalFacts, locale: Locale) -> ProfilePage:
    professional = Professional.objects.select_related("person").get(slug=facts.slug)
    return ProfilePage(
        title=professional.display_name,
        slug=facts.slug,
        search_description=f"{facts.headline_es}. Mira sus próximas horas libres y reserva.",
        locale=locale,
        professional=professional,
        portrait=create_portrait(facts),
        body_es=facts.body_es,
        body_en=facts.body_en,
    )


def _open_site(home: Page) -> None:
    """The one site of the installation shows `home`."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = home
    site.site_name = SITE_NAME
    site.hostname, site.port = _address()
    site.save()


def move_site() -> None:
    """Follow SITE_URL, which another port or host of `make demo` changes."""
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != _address():
        site.hostname, site.port = _address()
        site.save()


def _address() -> tuple[str, int]:
    parts = urlsplit(settings.SITE_URL)
    return parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 80)
