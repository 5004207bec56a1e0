"""The pages of the two professionals, for the access matrix: one's own text, and another's."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupCollectionPermission

from home.own_page.opening import open_page
from home.own_page.rights import follow_role, group_name
from home.tests.small_site import make_site

# Whoever writes pages reads every one; of the professionals, the page's own.
WRITERS = frozenset({"professional", "editor", "administrator", "superadministrator"})
NO_PAGE = 424242


def pages_of(professional: Any, other: Any) -> dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """By the name of the address: what names the page of `professional`, and what names nothing.

    `other` has a page as well, and a login that is refused the first one.
    """
    make_site()
    page = open_page(professional)
    open_page(other)
    for one in (professional, other):
        follow_role(one.person.user)
    writer = professional.person.user
    first = page.get_latest_revision()
    page.body_es = "<p>Otro texto.</p>"
    second = page.save_revision(user=writer)
    workflow = page.get_workflow().start(page, writer)
    picture = _picture(page)
    by_page = {
        name: ((page.pk,), (NO_PAGE,))
        for name in (
            "edit",
            "view_draft",
            "history",
            "history_results",
            "preview_on_edit",
            "workflow_history",
        )
    }
    by_page["revisions_view"] = ((page.pk, second.pk), (NO_PAGE, second.pk))
    by_page["revisions_revert"] = by_page["revisions_view"]
    by_page["revisions_compare"] = (
        (page.pk, str(first.pk), str(second.pk)),
        (NO_PAGE, str(first.pk), str(second.pk)),
    )
    by_page["workflow_history_detail"] = ((page.pk, workflow.pk), (NO_PAGE, workflow.pk))
    found = {f"wagtailadmin_pages:{name}": args for name, args in by_page.items()}
    for name in ("wagtailimages:edit", "wagtailimages:image_usage", "wagtailimages_chooser:chosen"):
        found[name] = ((picture.pk,), (NO_PAGE,))
    return found


def _picture(page: Any) -> Any:
    """A picture in the collection of the page."""
    right = GroupCollectionPermission.objects.filter(group__name=group_name(page)).first()
    assert right is not None
    return get_image_model().objects.create(
        title="Retrato", file=get_test_image_file(), collection=right.collection
    )
