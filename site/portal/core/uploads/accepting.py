"""The one door for files of strangers: name, size, content; what comes out may be kept."""

import hashlib
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from .documents import check_document
from .errors import NotAccepted, TooLarge
from .names import checked_name
from .pictures import redrawn

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Accepted:
    """A file that is what it says: a PDF as it came, or a picture drawn anew."""

    name: str
    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def accepted(file: IO[bytes], name: str, *, most_bytes: int, most_pixels: int) -> Accepted:
    """Check everything; raises NotAccepted, or one of its kinds, and keeps nothing then.

    Reads at most one byte more than `most_bytes`, and does not believe what size it is said to have.
    """
    kept_name, promised = checked_name(name)
    file.seek(0)
    content = file.read(most_bytes + 1)
    if not content:
        raise NotAccepted(_("This file is empty."))
    if len(content) > most_bytes:
        words = _("This file is too large. Send one of at most %(number)d MB.")
        raise TooLarge(words % {"number": most_bytes // MEGABYTE})
    if promised == "application/pdf":
        check_document(content)
    else:
        content = redrawn(content, promised, most_pixels=most_pixels)
    return Accepted(kept_name, promised, content)
