"""What strangers hand in: taken when it is what it says, refused when it is anything besides."""

import io
import struct
import zlib

import pytest
from PIL import Image

from portal.core.uploads import documents, streams
from portal.core.uploads.accepting import Accepted, accepted
from portal.core.uploads.errors import (
    BadName,
    Locked,
    NotAccepted,
    NotWhatItSays,
    TooLarge,
    Unsafe,
)
from portal.core.uploads.pictures import LONGEST_SIDE

from .papers import archive, packed_objects, pdf, picture, stream

RUNS = b"<< /S /JavaScript /JS (app.alert(1)) >>"
SCRIPT = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PHOTO, SCAN = picture("JPEG"), picture("PNG")
# More than twice as wide as is kept.
WIDE = picture("JPEG", (8200, 400))


def take(name: str, content: bytes, most: int = 1024 * 1024) -> Accepted:
    return accepted(io.BytesIO(content), name, most_bytes=most, most_pixels=4_000_000)


def bomb_of_pixels() -> bytes:
    """A PNG that says it has 65 thousand million pixels."""
    head = struct.pack(">IIBBBBB", 255_000, 255_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    rest = SCAN[SCAN.index(b"IDAT") - 4 :]
    return SCAN[:8] + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + rest


def bomb_of_text() -> bytes:
    """A PNG with 100 MB of text in a compressed note."""
    note = b"zTXtnote\x00\x00" + zlib.compress(b"0" * 100_000_000, 9)
    chunk = struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
    return SCAN[:33] + chunk + SCAN[33:]


def twice_packed() -> bytes:
    data = zlib.compress(b"9 0 " + RUNS)
    return stream(data, b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]")


def hidden(said: bytes, layers: int = 1, word: bytes = b"stream\n", tail: bytes = b"") -> bytes:
    """A script in an object stream that says of itself what readers understand, and searches miss."""
    data = b"9 0  " + b" " * 200_000 + RUNS
    for _layer in range(layers):
        data = zlib.compress(data)
    return pdf(b"<< %s >>\n%s%s\nendstream" % (said, word, data[: len(data) - len(tail)] + tail))


OBJECTS = b"/Type /ObjStm /N 1 /First 5 "
PACKED, TWICE = OBJECTS + b"/Filter /Fl", b"/Filter [/Fl /Fl]"
# Each with what is wrong about it; the first is the control: said plainly, it is found.
HIDDEN = {
    "plainly": hidden(PACKED),
    "behind a comment": hidden(OBJECTS + b"% endobj 9 0 obj <<\n" + TWICE, 2),
    "behind a text": hidden(OBJECTS + b"/X (endobj) " + TWICE, 2),
    "behind a text that says stream": hidden(OBJECTS + b"/X (stream\n) /Filter /Fl"),
    "packed in a way said elsewhere": hidden(OBJECTS + b"/Filter 6 0 R", 2),
    "packed in a way said short": hidden(OBJECTS + b"/F [/Fl /Fl]", 2),
    "packed in two ways": hidden(OBJECTS + b"/Filter /Fl " + TWICE, 2),
    "with differences said elsewhere": hidden(PACKED + b" /DecodeParms 6 0 R", 2),
    "without a type": hidden(b"/N 1 /First 5 /Filter [/Fl /Fl]", 2),
    "far from its name": hidden(PACKED + b" " * 70_000),
    "further than a paper goes": hidden(PACKED + b" " * streams.MOST_DICTIONARY),
    "behind a blank": hidden(PACKED, word=b"stream \n"),
    "behind a long line": hidden(PACKED, word=b"stream" + b" " * 300 + b"\n"),
    "with a sum that is wrong": hidden(PACKED, tail=b"?"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_script_is_found_however_its_stream_is_written(how: str) -> None:
    with pytest.raises(Unsafe):
        take("paper.pdf", HIDDEN[how], 4 * 1024 * 1024)


def test_nobody_makes_us_read_the_same_letters_again_and_again() -> None:
    """Each of these says that all that follows is its content, written in letters."""
    content = pdf(b"obj<</Filter/A85>>stream\n!!" * 2_000 + b"!" * 20_000 + b"~>")
    with pytest.raises(TooLarge):
        take("paper.pdf", content)


TAKEN = {
    "a plain PDF": ("Título de veterinaria.pdf", pdf()),
    "with objects packed": ("a.PDF", pdf(packed_objects(b"<< /Type /Outlines >>"))),
    "with an outline before a photo": (
        "a.pdf",
        pdf(b"<< /First 6 0 R /N 2 >>", stream(PHOTO, b"/Filter /DCTDecode", packed=False)),
    ),
    "whose text speaks of it": ("a.pdf", pdf(stream(b"(Java, HTML/JavaScript) Tj"))),
    "with dots in its name": ("Dra. Ferrer v2.1.pdf", pdf()),
    "a photo": ("foto.jpeg", PHOTO),
    "a scan": ("foto.png", SCAN),
}
REFUSED: dict[str, tuple[str, bytes, type[NotAccepted]]] = {
    # What it is called.
    "a folder up": ("../../etc/passwd.pdf", pdf(), BadName),
    "a folder up on Windows": ("..\\..\\boot.pdf", pdf(), BadName),
    "a stream of a file": ("paper.pdf:run.exe", pdf(), BadName),
    "a zero byte": ("paper.html\0.pdf", pdf(), BadName),
    "a new line": ("paper\r\nContent-Type: text/html.pdf", pdf(), BadName),
    "written backwards": ("paper\u202efdp.pdf", pdf(), BadName),
    "a name too long": ("a" * 200 + ".pdf", pdf(), BadName),
    "no name": (".pdf", pdf(), BadName),
    "no extension": ("paper", pdf(), BadName),
    "another extension": ("paper.html", pdf(), BadName),
    "an extension behind": ("paper.pdf.exe", pdf(), BadName),
    "an extension inside": ("paper.html.pdf", pdf(), BadName),
    "svg by name": ("paper.svg", SVG, BadName),
    "svg inside the name": ("paper.svg.png", SCAN, BadName),
    # What it is.
    "nothing": ("paper.pdf", b"", NotAccepted),
    "too many bytes": ("paper.png", SCAN + b"\0" * 1024 * 1024, TooLarge),
    "svg called png": ("paper.png", SVG, NotWhatItSays),
    "html called pdf": ("paper.pdf", SCRIPT, NotWhatItSays),
    "an archive called pdf": ("paper.pdf", archive(), NotWhatItSays),
    "a program called jpg": ("paper.jpg", b"MZ\x90\0" + b"\0" * 500, NotWhatItSays),
    "a photo called png": ("paper.png", PHOTO, NotWhatItSays),
    "a photo called pdf": ("paper.pdf", PHOTO, NotWhatItSays),
    "a PDF called jpg": ("paper.jpg", pdf(), NotWhatItSays),
    "a head alone": ("paper.pdf", b"%PDF-1.7\n" + b"0" * 500, NotWhatItSays),
    "half a photo": ("paper.jpg", PHOTO[: len(PHOTO) // 2], NotWhatItSays),
    "most of a wide photo": ("paper.jpg", WIDE[: len(WIDE) * 9 // 10], NotWhatItSays),
    "half a scan": ("paper.png", SCAN[: len(SCAN) // 2], NotWhatItSays),
    # Two things at once.
    "a page before a PDF": ("paper.pdf", SCRIPT + pdf(), NotWhatItSays),
    "a page behind a PDF": ("paper.pdf", pdf() + SCRIPT, NotWhatItSays),
    "a page inside a PDF": ("paper.pdf", pdf(before_end=b"% " + SCRIPT + b"\n"), NotWhatItSays),
    "an archive behind a PDF": ("paper.pdf", pdf() + archive(), NotWhatItSays),
    "an archive inside a PDF": (
        "paper.pdf",
        pdf(before_end=b"% " + archive() + b"\n"),
        NotWhatItSays,
    ),
    "a program behind a PDF": ("paper.pdf", pdf() + b"MZ\x90\0", NotWhatItSays),
    "an archive behind a photo": ("paper.jpg", PHOTO + archive("a.class"), NotWhatItSays),
    "a page behind a photo": ("paper.jpg", PHOTO + SCRIPT, NotWhatItSays),
    "an archive behind a scan": ("paper.png", SCAN + archive(), NotWhatItSays),
    "a PDF behind a scan": ("paper.png", SCAN + pdf(), NotWhatItSays),
    # What it would do.
    "a script": ("paper.pdf", pdf(RUNS, catalog=b"/OpenAction 5 0 R"), Unsafe),
    "a script, spelt in codes": ("paper.pdf", pdf(RUNS.replace(b"/Java", b"/J#61va")), Unsafe),
    "a script, packed": ("paper.pdf", pdf(packed_objects(RUNS)), Unsafe),
    "a script, packed twice": ("paper.pdf", pdf(twice_packed()), Unsafe),
    "a script, packed as differences": (
        "paper.pdf",
        pdf(packed_objects(b"<< >>", b"/DecodeParms << /Predictor 12 >>")),
        Unsafe,
    ),
    "objects that nobody can look into": (
        "paper.pdf",
        pdf(stream(b"?", b"/Type /ObjStm /N 1 /First 5 /Filter /LZWDecode", packed=False)),
        Unsafe,
    ),
    "a program to start": ("paper.pdf", pdf(b"<< /S /Launch /F (cmd.exe) >>"), Unsafe),
    "a file inside": ("paper.pdf", pdf(b"<< /Type /EmbeddedFile >>"), Unsafe),
    "a form that sends": ("paper.pdf", pdf(b"<< /S /SubmitForm >>"), Unsafe),
    "a password": ("paper.pdf", pdf(catalog=b"/Encrypt 9 0 R"), Locked),
    # What it would grow to.
    "a bomb of pixels": ("paper.png", bomb_of_pixels(), TooLarge),
    "a bomb of text": ("paper.png", bomb_of_text(), NotWhatItSays),
    "a picture too large": ("paper.png", picture("PNG", (2001, 2000)), TooLarge),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_what_it_says_is_taken(what: str) -> None:
    name, content = TAKEN[what]
    paper = take(name, content)
    assert paper.name == name
    assert paper.content
    if paper.content_type == "application/pdf":
        assert paper.content == content


@pytest.mark.parametrize("what", REFUSED)
def test_everything_else_is_refused_in_words(what: str) -> None:
    name, content, refusal = REFUSED[what]
    with pytest.raises(NotAccepted) as refused:
        take(name, content)
    assert type(refused.value) is refusal
    assert str(refused.value.message)


def test_a_document_that_unpacks_without_end_stops_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = pdf(stream(b"0" * 50_000_000))
    take("paper.pdf", content)
    monkeypatch.setattr(documents, "MOST_UNPACKED", 10_000_000)
    with pytest.raises(TooLarge):
        take("paper.pdf", content)
    with pytest.raises(TooLarge):
        take("paper.pdf", pdf(b"obj<<>>stream\n" * (streams.MOST_STREAMS + 1)))


def test_a_picture_comes_out_without_what_the_phone_knew() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Home of Noelia"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6  # Lying on its side.
    with_past = picture("JPEG", (80, 60), exif=exif) + b"trailing words of a phone"
    assert b"Home of Noelia" in with_past
    paper = take("foto.jpg", with_past)
    assert b"Home of Noelia" not in paper.content
    assert b"trailing words" not in paper.content
    found = Image.open(io.BytesIO(paper.content))
    assert not found.getexif()
    assert found.size == (60, 80)
    for name, large in (("a.png", picture("PNG", (5000, 700))), ("a.jpg", WIDE)):
        assert Image.open(io.BytesIO(take(name, large).content)).width == LONGEST_SIDE
