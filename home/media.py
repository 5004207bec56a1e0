"""Pictures that editors published. Documents have Wagtail's own view, private papers their own."""

import mimetypes

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

FOLDERS = frozenset({"images", "original_images"})
PICTURES = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
DAY = 24 * 3600


def is_published(path: str) -> bool:
    """Whether the path stays inside a folder of pictures, read as any storage may read it.

    Neither we nor the proxy fold `..` away, and S3's storage takes a backslash for a slash: through
    `images/../documents/` the files of private collections would be open to everybody.
    """
    parts = path.replace("\\", "/").split("/")
    return parts[0] in FOLDERS and not {"", ".", ".."} & set(parts)


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Stream a published picture. Only pictures open in the page; anything else is a download.

    Whatever storage holds it, visitors get it from this host: the content policy allows no other.
    """
    if not is_published(path):
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=kind, as_attachment=kind not in PICTURES)
    response["Cache-Control"] = f"public, max-age={DAY}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
