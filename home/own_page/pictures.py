"""Pictures of profiles: the file that was looked at when a text was approved stays the one that is shown."""

from typing import Any

from django.db.models import Q
from wagtail.models import GroupCollectionPermission

from home.models import ProfilePage

from .rights import PREFIX


def is_of_a_profile(picture: Any) -> bool:
    """Whether it stands on a profile, in its latest text, or on the shelf of one."""
    shelves = GroupCollectionPermission.objects.filter(group__name__startswith=PREFIX)
    if shelves.filter(collection=picture.collection_id).exists():
        return True
    on_a_page = Q(portrait=picture.pk) | Q(latest_revision__content__portrait=picture.pk)
    return ProfilePage.objects.filter(on_a_page).exists()
