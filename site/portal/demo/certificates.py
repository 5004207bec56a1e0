"""Papers for the demo's applicants: pictures that say in large letters that they are examples."""

import io
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1240, 1754)  # a page of A4 at 150 dots an inch
PAPER, INK, SOFT, BRAND = "#fbfaf8", "#161d3d", "#6b7290", "#1f3c96"
# The site's own: Pillow's has no letters with accents.
FONT = Path(settings.ROOT) / "static" / "fonts" / "young-serif.woff2"
WORDS = {
    "degree": ("Título de Grado", "Universitat de l'Exemple"),
    "licence": ("Certificado de colegiación", "Colegio Oficial de Veterinarios"),
    "insurance": ("Seguro de responsabilidad civil", "Aseguradora de Ejemplo"),
    "other": ("Diploma", "Escuela de Ejemplo"),
}


def certificate(kind: str, name: str, number: str) -> bytes:
    """A JPEG of a certificate for that person; nobody could take it for a real one."""
    title, issuer = WORDS[kind]
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, SIZE[0] - 60, SIZE[1] - 60), outline=BRAND, width=10)
    draw.rectangle((90, 90, SIZE[0] - 90, SIZE[1] - 90), outline=SOFT, width=2)
    lines = [
        (issuer, 46, SOFT, 260),
        (title, 78, BRAND, 380),
        ("Se hace constar que", 42, SOFT, 640),
        (name, 66, INK, 720),
        (f"número {number}" if number else "ha superado los estudios", 46, INK, 860),
        ("DOCUMENTO DE EJEMPLO", 62, "#f08b36", 1240),
        ("sin ningún valor", 46, "#f08b36", 1340),
    ]
    for text, size, colour, top in lines:
        font = ImageFont.truetype(FONT, size)
        left = (SIZE[0] - draw.textlength(text, font=font)) / 2
        draw.text((left, top), text, font=font, fill=colour)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
