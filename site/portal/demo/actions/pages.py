"""The Wagtail tree: everything the public sees, in two languages, published."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from booking.models import Service
from home.models import (
    ArticleIndexPage,
    ArticlePage,
    DirectoryPage,
    HomePage,
    ProfilePage,
    ServiceIndexPage,
    ServicePage,
    StandardPage,
)
from home.own_page.opening import give_rights
from home.own_page.rights import follow_role
from portal.accounts.models import Professional, User
from portal.accounts.roles import Role
from portal.core.time import now
from portal.demo.content import service_pages
from portal.demo.content.articles import ARTICLES
from portal.demo.content.page_shapes import ArticleFacts, PageWords
from portal.demo.content.pages import ADVICE, DIRECTORY, HOME, PAGES, SERVICES, SITE_NAME
from portal.demo.content.shapes import ProfessionalFacts
from portal.demo.content.team import TEAM
from portal.demo.queries import welcome_pages

from .compose import Composer
from .library import create_pictures, restore_pictures
from .portraits import create_portrait
from .site_settings import create_settings

PORTS = {"http": 80, "https": 443}
LANGUAGES = ("es", "en")


def create_pages() -> None:
    """Everything the public sees, published; Wagtail's welcome page goes."""
    tree = _Tree()
    root = Page.get_first_root_node()
    welcome = list(Page.objects.filter(pk__in=welcome_pages()))
    # Its address is the one our English home page wants.
    Page.objects.filter(pk__in=[page.pk for page in welcome]).update(slug="welcome")
    homes = tree.pair(HomePage, "home", HOME, {code: root for code in LANGUAGES})
    site = _open_site(homes["es"])
    for page in Page.objects.filter(pk__in=[page.pk for page in welcome]):
        page.delete()
    directory = tree.pair(DirectoryPage, "directory", DIRECTORY, homes)["es"]
    for facts in TEAM:
        page = tree.publish(directory, _profile(facts, tree.locales["es"]))
        # Their portrait is theirs to change.
        get_image_model().objects.filter(pk=page.portrait_id).update(collection=give_rights(page))
    for user in User.objects.filter(role=Role.PROFESSIONAL):
        follow_role(user)
    tree.services(tree.pair(ServiceIndexPage, "services", SERVICES, homes)["es"])
    advice = tree.pair(ArticleIndexPage, "advice", ADVICE, homes)
    for key, words in PAGES.items():
        tree.pair(StandardPage, key, words, homes)
    for article in ARTICLES:
        tree.article(article, advice)
    # Last, as blocks refer to pages, and pages to one another.
    tree.fill_bodies()
    create_settings(site, tree.composers["es"])


class _Tree:
    """Makes pages with their twins, and remembers them by key for those that refer to them."""

    def __init__(self) -> None:
        self.locales = {
            code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES
        }
        self.pictures = create_pictures()
        self.known: dict[tuple[str, str], Page] = {}
        self.composers = {code: Composer(self.pictures, code, self.known) for code in LANGUAGES}
        self.bodies: list[tuple[Any, str, Any]] = []

    def publish(self, parent: Page, page: Page) -> Any:
        """Put the page into the tree and publish it with a revision, as an editor would."""
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def pair(
        self, model: type[Page], key: str, words: dict[str, PageWords], parents: dict[str, Any]
    ) -> dict[str, Any]:
        """The page in Spanish and its twin in English: both share one translation key."""
        made: dict[str, Any] = {}
        for code in LANGUAGES:
            twin = {"translation_key": made["es"].translation_key} if made else {}
            page = model(
                lead=words[code].lead, locale=self.locales[code], **_common(words[code]), **twin
            )
            made[code] = self.known[key, code] = self.publish(parents[code], page)
            if words[code].body:
                self.bodies.append((made[code], code, words[code].body))
        return made

    def services(self, index: Page) -> None:
        """A page for each service, whichever there are; one for both languages."""
        for service in Service.objects.all():
            spanish, english = service_pages.BODIES.get(service.slug, ("", ""))
            page = ServicePage(
                title=service.name_es,
                slug=service.slug,
                search_description=service.summary_es,
                locale=self.locales["es"],
                service=service,
                picture=self.pictures.get(service_pages.PICTURES.get(service.slug, "")),
                body_es=spanish,
                body_en=english,
            )
            made = self.publish(index, page)
            for code in LANGUAGES:
                self.known[f"service:{service.slug}", code] = made

    def article(self, facts: ArticleFacts, parents: dict[str, Any]) -> None:
        """An article in both languages, signed by somebody of the team."""
        author = Professional.objects.filter(slug=facts.author).first()
        made: dict[str, Any] = {}
        for code in LANGUAGES:
            words = facts.words[code]
            twin = {"translation_key": made["es"].translation_key} if made else {}
            page = ArticlePage(
                title=words.title,
                slug=words.slug,
                topic=words.topic,
                lead=words.lead,
                search_description=words.lead[:160],
                published_on=(now() - timedelta(days=facts.days_ago)).date(),
                author=author,
                picture=self.pictures[facts.picture],
                locale=self.locales[code],
                **twin,
            )
            made[code] = self.publish(parents[code], page)
            self.bodies.append((made[code], code, words.body))

    def fill_bodies(self) -> None:
        """Write the blocks, now that all they refer to is there."""
        for page, code, body in self.bodies:
            page.body = self.composers[code].body(body)
            page.save_revision().publish()


def _common(words: PageWords) -> dict[str, Any]:
    return {
        "title": words.title,
        "slug": words.slug,
        "seo_title": words.seo_title,
        "search_description": words.search_description,
        "show_in_menus": True,
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


def _open_site(home: Page) -> Site:
    """The one site of the installation shows `home`."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = home
    site.site_name = SITE_NAME
    site.hostname, site.port = _address()
    site.save()
    return site


def move_site() -> None:
    """Follow SITE_URL, which another port or host of `make demo` changes; pictures that are gone
    come back with it."""
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != _address():
        site.hostname, site.port = _address()
        site.save()
    restore_pictures()


def _address() -> tuple[str, int]:
    parts = urlsplit(settings.SITE_URL)
    return parts.hostname or "localhost", parts.port or PORTS.get(parts.scheme, 80)
