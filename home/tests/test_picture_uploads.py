"""What a professional hands in as a picture of the own page: a picture, and nothing of it runs."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images import get_image_model

from booking.models import Resource
from home.own_page.opening import open_page
from home.own_page.rights import follow_role
from portal.accounts.tests.team import PRO, colleague
from portal.core.tests.papers import archive, pdf, picture
from portal.testing import make_professional

from .small_site import make_site

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<html><script>alert(1)</script></html>"
REFUSED = {
    "a drawing": ("retrato.svg", SVG),
    "a drawing called png": ("retrato.png", SVG),
    "a drawing behind two names": ("retrato.png.svg", SVG),
    "a page called jpg": ("retrato.jpg", PAGE),
    "a page": ("retrato.html", picture("JPEG")),
    "a paper called png": ("retrato.png", pdf()),
    "an archive called png": ("retrato.png", archive()),
    "a photo called png": ("retrato.png", picture("JPEG")),
    "nothing": ("retrato.png", b""),
}


@pytest.fixture
def marta(settings: Any, tmp_path: Path) -> Client:
    """The browser of a professional with a page."""
    settings.MEDIA_ROOT = tmp_path
    make_site()
    user = colleague(PRO, "marta@example.com", name="Marta Ferrer Soler")
    professional = make_professional(person=user.person, is_listed=False)
    Resource.objects.create(professional=professional)
    open_page(professional)
    follow_role(user)
    browser = Client()
    browser.force_login(user)
    return browser


def hand_in(browser: Client, name: str, content: bytes) -> Any:
    """As the editor's window for choosing a picture sends it; the browser says that it is a PNG."""
    return browser.post(
        "/admin/images/chooser/create/",
        {
            "image-chooser-upload-title": "Retrato",
            "image-chooser-upload-file": SimpleUploadedFile(name, content, "image/png"),
        },
    )


def test_what_is_no_picture_is_kept_nowhere(marta: Client, settings: Any) -> None:
    for what, (name, content) in REFUSED.items():
        assert hand_in(marta, name, content).json()["step"] != "chosen", what
        assert not get_image_model().objects.exists(), what
    assert [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("guest", [PAGE, archive("a.class")])
def test_what_comes_along_with_a_picture_runs_nowhere(
    marta: Client, client: Client, guest: bytes
) -> None:
    """The name is made anew inside the folder of pictures, and a browser takes it for nothing else."""
    answer = hand_in(marta, "../../<b>retrato.jpg", picture("JPEG") + guest).json()
    assert answer["step"] == "chosen"
    [kept] = get_image_model().objects.all()
    assert Path(kept.file.path).parent.name == "original_images"
    for one in (kept.file, kept.get_rendition("width-40").file):
        served = client.get(f"/media/{one.name}")
        assert served.status_code == 200
        assert served["Content-Type"] == "image/jpeg"
        assert served["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in served["Content-Security-Policy"]
    # What pages show is drawn anew.
    assert guest not in b"".join(served.streaming_content)
