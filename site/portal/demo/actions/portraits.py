"""Portraits: pictures of the design in Wagtail's library."""

from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from portal.demo.content.shapes import ProfessionalFacts
from portal.demo.content.team import TEAM

PICTURES = Path(__file__).resolve().parents[1] / "pictures"


def create_portrait(facts: ProfessionalFacts) -> AbstractImage:
    """The portrait in the root collection, with words for those who do not see it."""
    with (PICTURES / facts.picture).open("rb") as file:
        return get_image_model().objects.create(
            title=facts.full_name,
            description=facts.picture_shows,
            file=ImageFile(file, name=facts.picture),
        )


def restore_portraits() -> int:
    """Write again the files that are gone, as when the media folder was emptied; how many."""
    pictures = {facts.picture_shows: facts.picture for facts in TEAM}
    restored = 0
    for image in get_image_model().objects.filter(description__in=pictures):
        storage, name = image.file.storage, image.file.name
        if storage.exists(name):
            continue
        with (PICTURES / pictures[image.description]).open("rb") as file:
            storage.save(name, file)
        image.renditions.all().delete()
        restored += 1
    return restored
