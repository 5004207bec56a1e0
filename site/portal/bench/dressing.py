"""Pages for fifty of the bench's professionals, so that the directory has that many."""

from home.models import DirectoryPage, ProfilePage
from portal.accounts.models import Professional

from .sizes import Sizes


def give_pages(sizes: Sizes) -> None:
    """Profiles below the directory, published as an editor would."""
    directory = DirectoryPage.objects.filter(locale__language_code="es").get()
    portrait = ProfilePage.objects.first().portrait
    for number in range(1, sizes.any_of + 1):
        professional = Professional.objects.select_related("person").get(slug=f"bench-{number}")
        page = ProfilePage(
            title=professional.display_name,
            slug=professional.slug,
            locale=directory.locale,
            professional=professional,
            portrait=portrait,
            body_es="<p>Atiende desde hace años.</p>",
            body_en="<p>In practice for years.</p>",
        )
        directory.add_child(instance=page)
        page.save_revision().publish()
        directory.refresh_from_db()
