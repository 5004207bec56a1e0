"""Pictures of the pages in Wagtail's library."""

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from portal.demo.content.page_pictures import PICTURES

from .portraits import PICTURES as FOLDER


def create_pictures() -> dict[str, AbstractImage]:
    """Every picture of the demo's pages, by its file's name."""
    return {file: _create(file, shows) for file, shows in PICTURES.items()}


def _create(file: str, shows: str) -> AbstractImage:
    with (FOLDER / file).open("rb") as source:
        return get_image_model().objects.create(
            title=shows, description=shows, file=ImageFile(source, name=file)
        )


def restore_pictures() -> int:
    """Write again the files that are gone, as when the media folder was emptied; how many."""
    files = {shows: file for file, shows in PICTURES.items()}
    restored = 0
    for image in get_image_model().objects.filter(description__in=files):
        storage, name = image.file.storage, image.file.name
        if storage.exists(name):
            continue
        with (FOLDER / files[image.description]).open("rb") as source:
            storage.save(name, source)
        image.renditions.all().delete()
        restored += 1
    return restored
