"""Public answers that may be kept, and are asked about each time: what did not change is not sent again.

Nothing is taken at a copy's word: whoever was suspended a second ago is gone from the next answer.
"""

import hashlib
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.request import Request

from .rest import PublicView


class CheckedView(PublicView):
    """A public view with ETag: 304 for whoever has this very answer, in this very language."""

    http_method_names = ["get", "head"]
    is_conditional = True

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        if response.status_code == 200:
            response.headers["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["Accept-Language"])
            response.add_post_render_callback(partial(_checked, request._request))
        return super().finalize_response(request, response, *args, **kwargs)


def _checked(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """The answer with its tag, or in its place that nothing has changed."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    found: Any = get_conditional_response(request, etag=etag, response=response)
    return found  # type: ignore[no-any-return]
