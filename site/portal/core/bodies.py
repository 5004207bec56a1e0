"""How large a request may be, asked before any of it is read.

A page that takes files says how many bytes; every other one takes what a form may have. A body without
a stated length is empty to Django, so the stated one is the whole of it. `/admin/` and the API have
limits of their own (docker/nginx.conf, portal.core.rest).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .errors import DomainError, refusal_page
from .rest import PREFIX

V = TypeVar("V", bound=Callable[..., Any])
ELSEWHERE = ("/admin/", PREFIX)


class BodyTooLarge(DomainError):
    """More than the page takes; nothing of it was read."""

    code = "body_too_large"
    message = _("What you sent is too large. Go back, and send a smaller file.")
    status = 413


class InMemory(MemoryFileUploadHandler):
    """Keeps files in memory whatever their size: nothing is written to a disk in the clear."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def takes_files(most_bytes: Callable[[], int]) -> Callable[[V], V]:
    """Mark a view whose requests may have that many bytes, and whose files stay in memory."""

    def marked(view: V) -> V:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return marked


class BodyLimits:
    """Before the form token is looked for, which reads the whole body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(ELSEWHERE):
            return None
        own_limit = getattr(view, "most_bytes", None)
        most = own_limit() if own_limit else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return refusal_page(request, BodyTooLarge())
        if own_limit:
            request.upload_handlers = [InMemory(request)]
        return None
