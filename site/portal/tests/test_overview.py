"""The picture of the README: a phone and a desktop side by side, in a small file."""

from pathlib import Path

from PIL import Image

from . import overview


def test_two_pages_become_one_picture(tmp_path: Path) -> None:
    red, blue = (200, 30, 30), (30, 30, 200)
    Image.new("RGB", (390, 3000), red).save(tmp_path / "home-phone-es.png")
    Image.new("RGB", (1280, 600), blue).save(tmp_path / "home-desktop-en.png")
    target = overview.compose(tmp_path)
    overview.shrink(target)
    with Image.open(target) as picture:
        shown = picture.convert("RGB")
    assert shown.size == (overview.WIDTH, overview.HEIGHT)
    middle = overview.HEIGHT // 2
    assert shown.getpixel((overview.MARGIN + 100, middle)) == red
    assert shown.getpixel((overview.WIDTH - 200, 200)) == blue
    # A page shorter than the picture ends on paper, not on black.
    assert shown.getpixel((overview.WIDTH - 200, overview.HEIGHT - 60)) == overview.PAPER
    assert target.stat().st_size < 50_000
