"""The form of every picture of the site: none says where it was taken, that of a profile keeps its file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.own_page.pictures import is_of_a_profile
from portal.core.uploads.errors import NotAccepted
from portal.core.uploads.pictures import DAMAGED, UNREADABLE, without_origin


class PictureField(WagtailImageField):  # type: ignore[misc]
    """Wagtail's field for a file, which fails for one that breaks off."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except UNREADABLE as error:
            raise ValidationError(DAMAGED) from error


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form of a picture, WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:
            return
        known = self.fields["file"]
        self.fields["file"] = PictureField(
            label=known.label, required=known.required, widget=known.widget
        )
        if self.instance.pk and is_of_a_profile(self.instance):
            # Another file under the same number would be public at once, and nobody would have seen it.
            del self.fields["file"]
            self["title"].help_text = _(
                "The picture itself stays as it is: upload another one and choose it on the page."
            )

    def clean_file(self) -> Any:
        """The picture without the place and the device of the photo: it will be public, and so would they."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        content = file.read()
        try:
            plain = without_origin(content)
        except NotAccepted as refused:
            raise ValidationError(refused.message) from refused
        file.seek(0)
        if plain == content:
            return file
        return SimpleUploadedFile(file.name or "", plain, file.content_type or "")
