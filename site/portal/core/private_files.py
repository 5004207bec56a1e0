"""Files that belong to somebody: streamed by a view that has asked `access.py`, never by an address."""

from typing import IO

from django.http import FileResponse


def private_response(file: IO[bytes], name: str, content_type: str) -> FileResponse:
    """The file as a download that no cache keeps and nothing can run or frame; closes it at the end."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
