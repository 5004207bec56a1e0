"""A page for somebody new: a draft below the directory, with a collection for its pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Locale

from home.models import DirectoryPage, ProfilePage
from home.models.directory import default_language
from portal.accounts.models import Professional
from portal.core.db import lock_names
from portal.core.errors import DomainError

from . import rights

# Trees are numbered by reading their last branch: two at once would take the same number.
TREE_LOCK = "home.own_page.tree"
COLLECTIONS = "Profesionales"


class NoDirectory(DomainError):
    """Without a directory there is no place for anybody's page."""

    code = "no_directory"
    message = _("The site has no directory in its first language yet: make one first.")


def open_page(professional: Professional) -> ProfilePage:
    """The draft of the professional's page, with the right to edit it; runs in the caller's transaction.

    Raises NoDirectory.
    """
    lock_names(TREE_LOCK)
    language = default_language()
    directory = DirectoryPage.objects.filter(locale__language_code=language).first()
    if directory is None:
        raise NoDirectory()
    page = ProfilePage(
        title=professional.display_name,
        slug=professional.slug,
        professional=professional,
        locale=Locale.objects.get(language_code=language),
        live=False,
        has_unpublished_changes=True,
    )
    directory.add_child(instance=page)
    # By nobody: whoever writes the first words is the first author.
    page.save_revision(clean=False)
    give_rights(page)
    return page


def give_rights(page: ProfilePage) -> Collection:
    """A collection for the page's pictures, and the group of whoever may edit it; returns the collection."""
    lock_names(TREE_LOCK)
    shelf = _collection(page.professional)
    rights.open_group(page, shelf)
    return shelf


def _collection(professional: Professional) -> Collection:
    root = Collection.get_first_root_node()
    shelf = root.get_children().filter(name=COLLECTIONS).first()
    if shelf is None:
        shelf = root.add_child(name=COLLECTIONS)
    # A fresh copy: the tree's own numbers of `shelf` are those of when it was read.
    shelf = Collection.objects.get(pk=shelf.pk)
    return shelf.add_child(name=f"{professional.display_name} ({professional.slug})")
