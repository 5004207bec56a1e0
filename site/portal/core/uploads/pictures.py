"""Pictures: decoded to the last pixel, and drawn anew, so that nothing else comes along."""

import io
import re
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .errors import NotWhatItSays, TooLarge

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
# Phones write a JPEG with a second one behind it, which Pillow calls MPO; the first is the picture.
FOUND_AS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
# Text of a paper can be read at this many pixels on the longer side (A4 at 300 dpi has 3508).
LONGEST_SIDE = 4000
QUALITY = 88
DAMAGED = _("This picture is damaged. Take it again, and send that.")
# What a broken or hostile picture makes a decoder say.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError)
# Another kind of file in the same bytes: an archive, a page, a script, a program.
GUEST = re.compile(
    # The end of an archive, wherever it stands, with the four zeros that follow in a whole one.
    rb"PK\x05\x06\x00{4}|%PDF-[12]\.|"
    rb"(?i:<!doctype\s|<html[\s>]|<script[\s>/]|<svg[\s>]|<iframe[\s>]|<\?php)"
)


def redrawn(content: bytes, promised: str, *, most_pixels: int) -> bytes:
    """The picture anew, upright, without place, camera, comments or trailing bytes.

    Raises NotWhatItSays for what is no whole picture of the promised type, or carries another kind of
    file, TooLarge for more than `most_pixels`.
    """
    if GUEST.search(content):
        raise NotWhatItSays()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(FORMATS.values())) as found:
                if FOUND_AS.get(str(found.format)) != promised:
                    raise NotWhatItSays()
                if found.width * found.height > most_pixels:
                    raise _too_many(most_pixels)
                # A photo of many more pixels than are kept is read in full, and unpacked at half its size.
                times = max(1, max(found.size) / LONGEST_SIDE)
                found.draft(None, (int(found.width / times), int(found.height / times)))
                found.load()
                return _written(found, FORMATS[promised])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(most_pixels) from error
    except UNREADABLE as error:
        raise NotWhatItSays(DAMAGED) from error


# Where files keep what they know of their making: the place, the device, its owner, words.
ORIGIN = frozenset(
    {"comment", "exif", "photoshop", "Raw profile type exif", "XML:com.adobe.xmp", "xmp"}
)
# Nobody sees a difference to the original, and what visitors get is drawn anew from it anyway.
FAITHFUL = {"JPEG": {"quality": 95}, "WEBP": {"quality": 95}, "AVIF": {"quality": 90}}


def without_origin(content: bytes) -> bytes:
    """A picture that is meant to be public, upright and without the place and the device of the photo.

    The bytes themselves where they say nothing of the kind: what editors prepared is not drawn again.
    Format, colours, transparency and movement stay. Raises NotWhatItSays for what cannot be read.
    """
    try:
        with Image.open(io.BytesIO(content)) as found:
            # Some readers find out only once they have come to the end.
            found.load()
            if not (ORIGIN & set(found.info) or found.getexif()):
                return content
            form = "JPEG" if found.format == "MPO" else str(found.format)
            how = {**FAITHFUL.get(form, {}), "icc_profile": found.info.get("icc_profile")}
            written = io.BytesIO()
            if form != "JPEG" and getattr(found, "n_frames", 1) > 1:
                found.save(written, form, save_all=True, exif=b"", xmp=b"", comment=b"", **how)
            else:
                upright = ImageOps.exif_transpose(found)
                upright.info = {}
                upright.save(written, form, **how)
            return written.getvalue()
    except UNREADABLE as error:
        raise NotWhatItSays(DAMAGED) from error


def _too_many(most_pixels: int) -> TooLarge:
    words = _("This picture is too large. Send one with at most %(number)d megapixels.")
    return TooLarge(words % {"number": most_pixels // 1_000_000})


def _written(found: Image.Image, form: str) -> bytes:
    # Made smaller before it is turned: a copy of all of a large one's pixels takes as much memory again.
    found.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(found)
    plain = upright if upright.mode in {"L", "RGB"} else upright.convert("RGBA").convert("RGB")
    # A new picture of the same pixels: what the old one knew of itself stays behind.
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    written = io.BytesIO()
    if form == "JPEG":
        clean.save(written, form, quality=QUALITY)
    else:
        clean.save(written, form)
    return written.getvalue()
