"""Pictures that editors published. Documents have Wagtail's own view, private papers their own."""

import mimetypes
from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

FOLDERS = frozenset({"images", "original_images"})
PICTURES = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
DAY = 24 * 3600


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Stream a published picture. Only pictures open in the page; anything else is a download.

    On a server the web server answers these addresses itself; this is the way of a laptop.
    """
    if path.split("/", 1)[0] not in FOLDERS:
        raise Http404
    try:
        full = Path(safe_join(default_storage.path(""), path))
        file = full.open("rb")
    except (OSError, ValueError) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(full.name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=kind, as_attachment=kind not in PICTURES)
    response["Cache-Control"] = f"public, max-age={DAY}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
