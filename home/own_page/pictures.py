"""Pictures of profiles: the file that was looked at when a text was approved stays the one that is shown."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm
from wagtail.models import GroupCollectionPermission

from home.models import ProfilePage

from .rights import PREFIX


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form of a picture, WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields and self.instance.pk and is_of_a_profile(self.instance):
            # Another file under the same number would be public at once, and nobody would have seen it.
            del self.fields["file"]
            self["title"].help_text = _(
                "The picture itself stays as it is: upload another one and choose it on the page."
            )


def is_of_a_profile(picture: Any) -> bool:
    """Whether it stands on a profile, in its latest text, or on the shelf of one."""
    shelves = GroupCollectionPermission.objects.filter(group__name__startswith=PREFIX)
    if shelves.filter(collection=picture.collection_id).exists():
        return True
    on_a_page = Q(portrait=picture.pk) | Q(latest_revision__content__portrait=picture.pk)
    return ProfilePage.objects.filter(on_a_page).exists()
