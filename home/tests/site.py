"""A small published site in both languages for tests of pages."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page, Site

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


@dataclass
class Tree:
    """Home, directory, articles and catalogue, each with its English twin."""

    home: Any
    home_en: Any
    directory: Any
    articles: Any
    articles_en: Any
    services: Any


def publish(parent: Page, page: Page) -> Any:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def twin(parent: Page, page: Page, slug: str, title: str, **values: Any) -> Any:
    """The published English version of `page`."""
    return publish(
        parent,
        type(page)(
            title=title,
            slug=slug,
            locale=locale("en"),
            translation_key=page.translation_key,
            **values,
        ),
    )


def make_tree() -> Tree:
    """Replace Wagtail's welcome page by a site of ours."""
    spanish = locale("es")
    root = Page.get_first_root_node()
    home = publish(root, HomePage(title="Inicio", slug="inicio", locale=spanish))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for page in Page.objects.filter(depth=2, slug="home"):
        page.delete()
    home_en = twin(Page.get_first_root_node(), home, "home", "Home")
    directory = publish(
        home, DirectoryPage(title="Profesionales", slug="profesionales", locale=spanish)
    )
    twin(home_en, directory, "professionals", "Professionals")
    articles = publish(home, ArticleIndexPage(title="Consejos", slug="consejos", locale=spanish))
    articles_en = twin(home_en, articles, "advice", "Advice")
    services = publish(home, ServiceIndexPage(title="Servicios", slug="servicios", locale=spanish))
    twin(home_en, services, "services", "Services")
    return Tree(home, home_en, directory, articles, articles_en, services)


def make_profile(tree: Tree, professional: Any) -> Any:
    return publish(
        tree.directory,
        ProfilePage(
            title=professional.display_name,
            slug=professional.slug,
            locale=locale("es"),
            professional=professional,
        ),
    )


def make_service_page(tree: Tree, service: Any, **values: Any) -> Any:
    return publish(
        tree.services,
        ServicePage(
            title=service.name_es,
            slug=service.slug,
            locale=locale("es"),
            service=service,
            **values,
        ),
    )


def make_article(tree: Tree, slug: str = "la-rabia", **values: Any) -> Any:
    title = values.pop("title", "La vacuna de la rabia")
    return publish(
        tree.articles, ArticlePage(title=title, slug=slug, locale=locale("es"), **values)
    )


def make_page(tree: Tree, body: list[dict[str, Any]] | None = None, **values: Any) -> Any:
    """A standard page below the Spanish home page, with these blocks."""
    page = StandardPage(
        **{
            "title": "El grupo",
            "slug": "el-grupo",
            "locale": locale("es"),
            "body": body or [],
            **values,
        }
    )
    return publish(tree.home, page)
