"""A home page and a directory in both languages, and a page for each professional."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Page, Site

from home.models import DirectoryPage, HomePage, ProfilePage
from portal.taxonomy.models import Language, Profession
from portal.testing import Agenda, make_agenda


@dataclass(frozen=True)
class SmallSite:
    home: Any
    directory: Any
    english_home: Any
    english_directory: Any

    def profile(self, agenda: Agenda, **values: Any) -> Any:
        """The published page of a professional."""
        page = ProfilePage(
            title=agenda.professional.display_name,
            slug=agenda.professional.slug,
            professional=agenda.professional,
            locale=self.home.locale,
            **values,
        )
        self.directory.add_child(instance=page)
        page.save_revision().publish()
        return page


def make_site() -> SmallSite:
    Profession.objects.filter(slug="veterinarian").update(offered=True)
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Tu veterinario", slug="inicio", locale=spanish))
    english_home = root.add_child(
        instance=HomePage(
            title="Your vet", slug="start", locale=english, translation_key=home.translation_key
        )
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": home}
    )
    directory = home.add_child(
        instance=DirectoryPage(title="Profesionales", slug="profesionales", locale=spanish)
    )
    english_directory = english_home.add_child(
        instance=DirectoryPage(
            title="Professionals",
            slug="professionals",
            locale=english,
            translation_key=directory.translation_key,
        )
    )
    return SmallSite(home, directory, english_home, english_directory)


def make_team(site: SmallSite, count: int, **service: Any) -> list[Agenda]:
    """So many professionals at one place, each with a page, a service of their own and Spanish."""
    team: list[Agenda] = []
    spanish = Language.objects.get(slug="es")
    for number in range(count):
        place = team[0].location if team else None
        agenda = make_agenda(location=place, name=f"Nora Vidal {number}", **service)
        agenda.professional.languages.add(spanish)
        site.profile(agenda)
        team.append(agenda)
    return team
