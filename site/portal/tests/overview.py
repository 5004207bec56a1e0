"""The picture at the top of the README: the home page on a phone, before the one on a desktop."""

import sys
from pathlib import Path

from PIL import Image

PAPER = (251, 250, 248)
LINE = (214, 210, 202)
# Pixels of the finished picture, which a README shows at about 840.
WIDTH, HEIGHT, MARGIN = 1680, 940, 40
DESKTOP_WIDTH, PHONE_WIDTH = 1280, 330
COLOURS = 128


def screen(path: Path, width: int, height: int) -> Image.Image:
    """The top of a page's picture, `width` wide, in a thin frame."""
    with Image.open(path) as picture:
        shown = picture.convert("RGB")
    shown = shown.resize(
        (width, round(shown.height * width / shown.width)), Image.Resampling.LANCZOS
    )
    framed = Image.new("RGB", (width + 4, height + 4), LINE)
    framed.paste(Image.new("RGB", (width, height), PAPER), (2, 2))
    framed.paste(shown.crop((0, 0, width, min(height, shown.height))), (2, 2))
    return framed


def compose(folder: Path) -> Path:
    """Write overview.png from home-phone-es.png and home-desktop-en.png in the same folder."""
    result = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    high = HEIGHT - 2 * MARGIN
    desktop = screen(folder / "home-desktop-en.png", DESKTOP_WIDTH, high)
    phone = screen(folder / "home-phone-es.png", PHONE_WIDTH, high)
    result.paste(desktop, (WIDTH - MARGIN - desktop.width, MARGIN))
    result.paste(phone, (MARGIN - 2, MARGIN))
    target = folder / "overview.png"
    result.save(target)
    return target


def shrink(path: Path) -> None:
    """The same picture in few colours: a third of the bytes, and flat pages show no difference."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> None:
    folder = Path(sys.argv[1])
    compose(folder)
    for path in sorted(folder.glob("*.png")):
        shrink(path)


if __name__ == "__main__":
    main()
