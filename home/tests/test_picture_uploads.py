"""What is handed in as a picture is one, and nothing of it runs or says where it was taken."""

import html
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image
from wagtail.images import get_image_model

from portal.core.tests.papers import archive, pdf, picture
from portal.core.uploads.pictures import without_origin

from .writing import a_professional, entered

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

HOME = b"Carrer de la Mar 12"
LOSSLESS: dict[str, dict[str, Any]] = {"WEBP": {"lossless": True}, "AVIF": {"quality": 100}}


def taken_at_home(turned: int = 6) -> Image.Exif:
    """What a phone writes into a photo: how it was held, and where."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = turned
    found[ExifTags.Base.ImageDescription] = HOME.decode()
    found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (39.0, 28.0, 11.0)
    return found


@pytest.fixture
def marta(settings: Any, tmp_path: Path) -> Client:
    """The browser of a professional with a page."""
    settings.MEDIA_ROOT = tmp_path
    return entered(a_professional())


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


def test_no_picture_says_where_it_was_taken(marta: Client) -> None:
    """A photo of a phone, lying on its side, and one that was prepared for the page."""
    photo = picture("JPEG", exif=taken_at_home())
    assert HOME in photo
    for name, content in (("foto.jpg", photo), ("lista.jpg", picture("JPEG"))):
        assert hand_in(marta, name, content).json()["step"] == "chosen"
    prepared, kept = get_image_model().objects.order_by("-pk")
    assert (kept.width, kept.height) == (60, 80)
    for one in (kept.file, kept.get_rendition("width-40").file):
        with one.open() as file:
            written = file.read()
        assert HOME not in written
        with Image.open(io.BytesIO(written)) as found:
            assert not found.getexif() and found.height > found.width
    with prepared.file.open() as file:
        assert file.read() == picture("JPEG")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_what_forgets_its_place_stays_the_picture_it_was(form: str) -> None:
    drawn = Image.new("RGBA", (40, 30), (200, 30, 30, 0))
    drawn.putpixel((3, 4), (20, 20, 220, 255))
    written = io.BytesIO()
    drawn.save(written, form, exif=taken_at_home(turned=1), **LOSSLESS.get(form, {}))
    assert HOME in written.getvalue()
    plain = without_origin(written.getvalue())
    assert HOME not in plain
    with Image.open(io.BytesIO(plain)) as found:
        assert (found.format, found.size) == (form, (40, 30))
        assert found.convert("RGBA").getpixel((30, 20))[3] == 0
        assert found.convert("RGBA").getpixel((3, 4))[3] > 200


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(form: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    written = io.BytesIO()
    said: dict[str, Any] = (
        {"exif": taken_at_home(turned=1)} if form == "WEBP" else {"comment": HOME}
    )
    frames[0].save(written, form, save_all=True, append_images=frames[1:], duration=80, **said)
    assert HOME in written.getvalue()
    plain = without_origin(written.getvalue())
    assert HOME not in plain
    with Image.open(io.BytesIO(plain)) as found:
        assert getattr(found, "n_frames", 1) == 3


def test_a_picture_that_breaks_off_is_refused_in_words(marta: Client) -> None:
    content = picture("JPEG", (900, 700), exif=taken_at_home())
    answer = hand_in(marta, "foto.jpg", content[: len(content) // 2]).json()
    assert "Esta imagen está dañada" in html.unescape(answer["htmlFragment"])
    assert not get_image_model().objects.exists()
