"""PDF: a whole one from the first byte to the last, which does nothing when it is opened.

No parser of ours draws it; this looks for what a reader would act on, in the clear and inside the
streams that may hold objects. What cannot be looked into is refused (docs/security.md, Uploads).
"""

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .errors import Locked, NotWhatItSays, TooLarge, Unsafe
from .streams import AS_TEXT, BASE_85, Stream, names_read, streams
from .words import CANNOT_LOOK, TOO_MUCH

HEAD = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
# Behind the last end there is nothing but line ends; the number is where the table of objects is.
TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]{0,1024}\Z")
TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE|GoToR|XFA)"
    rb"(?![A-Za-z0-9])"
)
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
PAGES = re.compile(rb"(?i:<!doctype\s+html|<html[\s>]|<script[\s>/]|<svg[\s>]|<iframe[\s>]|<\?php)")
# More than this, unpacked (and read on the way), is no paper of a few pages.
MOST_UNPACKED = 300 * 1024 * 1024
# Of one stream that is read word for word.
MOST_KEPT = 64 * 1024 * 1024
PIECE = 64 * 1024


def check_document(content: bytes) -> None:
    """Raises NotWhatItSays, Locked, Unsafe or TooLarge."""
    if not HEAD.match(content):
        raise NotWhatItSays()
    tail = TAIL.search(content, max(0, len(content) - 2048))
    if tail is None or not TABLE.match(content, int(tail[1])):
        raise NotWhatItSays(
            _("This PDF is damaged, or something follows its end. Save it again as PDF.")
        )
    # The end of an archive near the end of the file, or a page of the web anywhere.
    if zipfile.is_zipfile(io.BytesIO(content)) or PAGES.search(content):
        raise NotWhatItSays()
    clear = names_read(content)
    if ENCRYPTED.search(clear):
        raise Locked()
    if ACTIVE.search(clear):
        raise Unsafe()
    for packed in _packed_objects(content):
        if ACTIVE.search(names_read(packed)):
            raise Unsafe()


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """What every stream that holds objects unpacks to; all others are unpacked to be measured."""
    left, text_left = MOST_UNPACKED, len(content)
    for stream in streams(content):
        if stream.holds_objects and not stream.is_clear:
            raise Unsafe(CANNOT_LOOK)
        data = memoryview(content)[stream.start :]
        if stream.filters and stream.filters[0] in AS_TEXT:
            written = _text(content, stream)
            # Each stands in a place of its own, unless somebody wants us to read it again and again.
            text_left -= len(written)
            if text_left < 0:
                raise TooLarge(TOO_MUCH)
            data = _decoded(written, stream.filters[0])
        keep = stream.holds_objects
        size, kept, is_whole = _inflated(data, min(left, MOST_KEPT) if keep else left, keep=keep)
        # Without a packing its objects stand in the clear, which was looked at.
        if keep and stream.filters and not is_whole:
            raise Unsafe(CANNOT_LOOK)
        left -= size
        yield kept


def _text(content: bytes, stream: Stream) -> bytes:
    """A stream that is written in letters, up to the sign that ends it."""
    end = content.find(b"~" if stream.filters[0] in BASE_85 else b">", stream.start)
    return content[stream.start : end if end > 0 else None]


def _decoded(written: bytes, how: bytes) -> memoryview:
    """What the letters stand for; nothing where they stand for nothing."""
    try:
        if how in BASE_85:
            return memoryview(base64.a85decode(written))
        text = re.sub(rb"\s", b"", written)
        return memoryview(binascii.unhexlify(text + b"0" * (len(text) % 2)))
    except ValueError:
        return memoryview(b"")


def _inflated(data: memoryview, most: int, *, keep: bool) -> tuple[int, bytes, bool]:
    """How many bytes went in and out, what came out where it is kept, and whether that was all of it.

    Nothing went in of what is not packed so. Raises TooLarge past `most`, after at most a piece more.
    """
    machine, size, kept = zlib.decompressobj(), 0, bytearray()
    has_unpacked = False
    try:
        for start in range(0, len(data), PIECE):
            rest: bytes | memoryview = data[start : start + PIECE]
            size += len(rest)
            while rest and not machine.eof:
                piece = machine.decompress(rest, PIECE)
                rest = machine.unconsumed_tail
                has_unpacked |= bool(piece)
                size += len(piece)
                if size > most:
                    raise TooLarge(TOO_MUCH)
                if keep:
                    kept += piece
            if machine.eof:
                break
    except zlib.error:
        if not has_unpacked:
            return 0, b"", False
    return size, bytes(kept), machine.eof
