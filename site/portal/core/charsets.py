"""The site speaks UTF-8: another charset in a request's header is not even looked at.

Django reads the query by the charset that the body claims, as it makes the request: one that is none of
text (zlib, hex) would break it before any of our code is asked.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

CLAIM = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)
App = Callable[[dict[str, Any], Any], Iterable[bytes]]


def utf8_only(app: App) -> App:
    """The WSGI application without what requests claim about their charset."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = CLAIM.sub("", environ["CONTENT_TYPE"])
        return app(environ, start_response)

    return answer
