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

HEAD = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
# Behind the last end there is nothing but line ends; the number is where the table of objects is.
TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]{0,1024}\Z")
TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
# A name may be written with the codes of its letters.
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE|GoToR|XFA)"
    rb"(?![A-Za-z0-9])"
)
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
PAGES = re.compile(rb"(?i:<!doctype\s+html|<html[\s>]|<script[\s>/]|<svg[\s>]|<iframe[\s>]|<\?php)")
STREAM = re.compile(rb"(?<!end)stream(\r\n|\n|\r)")
# Whole objects in a stream, as every newer writer packs them.
PACKED = re.compile(rb"/(ObjStm|First)(?![A-Za-z0-9])")
# How far before its content the description of a stream is looked for.
WINDOW = 64 * 1024
# More than this, unpacked (and read on the way), is no paper of a few pages.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_STREAMS = 20_000
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
    clear = _names_read(content)
    if ENCRYPTED.search(clear):
        raise Locked()
    if ACTIVE.search(clear):
        raise Unsafe()
    for packed in _packed_objects(content):
        if ACTIVE.search(_names_read(packed)):
            raise Unsafe()


def _names_read(content: bytes) -> bytes:
    return ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), content)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """What every stream that may hold objects unpacks to; all others are unpacked to be measured."""
    left, before = MOST_UNPACKED, 0
    for number, found in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS:
            raise TooLarge(_("This PDF unpacks to more than we can take."))
        window = _names_read(content[max(before, found.start() - WINDOW) : found.start()])
        before = found.end()
        may_hold_objects = bool(PACKED.search(window))
        data = _text_decoded(content, found.end(), window)
        unpacked = _inflated(data, left, keep=may_hold_objects)
        if unpacked is None:
            if _holds_objects(window):
                raise Unsafe(_("We cannot look into this PDF. Print it to a new PDF, and send it."))
            continue
        size, kept = unpacked
        left -= size
        if may_hold_objects:
            if _holds_objects(window) and _is_wrapped_again(window):
                raise Unsafe(_("We cannot look into this PDF. Print it to a new PDF, and send it."))
            yield kept


def _holds_objects(window: bytes) -> bool:
    """Whether the stream right behind says that it holds objects, and in no way that is in the clear."""
    own = window.rpartition(b"endobj")[2]
    says = b"/ObjStm" in own or (re.search(rb"/First\b", own) and re.search(rb"/N\b", own))
    return bool(says) and b"/Filter" in own


def _is_wrapped_again(window: bytes) -> bool:
    """Two layers, or lines that are written as differences: what is found would be no text."""
    own = window.rpartition(b"endobj")[2]
    return len(re.findall(rb"/(?:FlateDecode|Fl)\b", own)) > 1 or b"/Predictor" in own


def _text_decoded(content: bytes, start: int, window: bytes) -> memoryview:
    """The stream's bytes; those written as text (ASCII85, hexadecimal) as what they stand for."""
    own = window.rpartition(b"endobj")[2]
    try:
        if re.search(rb"/(ASCII85Decode|A85)\b", own):
            end = content.find(b"~>", start)
            return memoryview(base64.a85decode(content[start : end if end > 0 else None]))
        if re.search(rb"/(ASCIIHexDecode|AHx)\b", own):
            end = content.find(b">", start)
            text = re.sub(rb"\s", b"", content[start : end if end > 0 else None])
            return memoryview(binascii.unhexlify(text + b"0" * (len(text) % 2)))
    except ValueError:
        return memoryview(b"")
    return memoryview(content)[start:]


def _inflated(data: memoryview, most: int, *, keep: bool) -> tuple[int, bytes] | None:
    """How many bytes went in and out, and what came out where it is kept; None for what is not packed so.

    Raises TooLarge past `most`, after at most a piece more.
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
                    raise TooLarge(_("This PDF unpacks to more than we can take."))
                if keep:
                    kept += piece
            if machine.eof:
                break
    except zlib.error:
        if not has_unpacked:
            return None
    return (size, bytes(kept)) if has_unpacked or machine.eof else None
