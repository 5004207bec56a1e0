"""Keyed digests: enough to count or to recognise, of no use to whoever reads the database."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def digest(purpose: str, text: str) -> str:
    """64 hexadecimal digits of `text`, keyed by the installation's secret and by `purpose`."""
    return salted_hmac(f"portal.{purpose}", text, algorithm="sha256").hexdigest()


def client_address(request: HttpRequest) -> str:
    """The visitor's network address; behind TRUSTED_PROXIES proxies, as the outermost one saw it."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    count = settings.TRUSTED_PROXIES
    if count and len(forwarded) >= count and forwarded[-count]:
        return forwarded[-count]
    return str(request.META.get("REMOTE_ADDR", ""))
