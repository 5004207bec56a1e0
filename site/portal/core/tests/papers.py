"""Papers for tests: whole PDFs and pictures, and the tricks that are played with them."""

import io
import zipfile
import zlib

from PIL import Image

PAGE = b"BT /F1 18 Tf 72 720 Td (Colegio Oficial de Veterinarios) Tj ET"


def pdf(*more: bytes, catalog: bytes = b"", before_end: bytes = b"") -> bytes:
    """A PDF of one page; `more` are further objects, from number 5 on, `catalog` stands in the first."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        stream(PAGE),
        *more,
    ]
    content, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return content + before_end + b"startxref\n%d\n%%%%EOF\n" % table


def stream(data: bytes, said: bytes = b"/Filter /FlateDecode", *, packed: bool = True) -> bytes:
    """An object with content."""
    body = zlib.compress(data) if packed else data
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (said, len(body), body)


def packed_objects(data: bytes, more: bytes = b"") -> bytes:
    """An object stream, as every newer writer makes them."""
    said = b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode " + more
    return stream(b"9 0  " + data, said)


def picture(
    form: str, size: tuple[int, int] = (80, 60), *, exif: Image.Exif | None = None
) -> bytes:
    """A picture with a gradient, so that it is recognised."""
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    written = io.BytesIO()
    drawn.save(written, form, **({"exif": exif} if exif else {}))
    return written.getvalue()


def archive(name: str = "index.html", content: bytes = b"<script>alert(1)</script>") -> bytes:
    """A ZIP of one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return written.getvalue()
