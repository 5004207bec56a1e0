"""Files that belong to somebody: streamed by a view that has asked `access.py`, never by an address."""

from typing import IO

from django.http import FileResponse
from django.utils.http import content_disposition_header


def private_response(file: IO[bytes], name: str, content_type: str) -> FileResponse:
    """The file as a download that no cache keeps and nothing can run or frame; closes it at the end."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def shown_response(file: IO[bytes], name: str) -> FileResponse:
    """A PDF to be read beside what is decided about it: in a frame of our own pages, and nowhere else.

    Browsers show no PDF in a sandbox. What shows it is a program of theirs that reaches neither the
    page nor the session, and the type is said and not guessed: it is never a page of ours.
    """
    response = private_response(file, name, "application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
