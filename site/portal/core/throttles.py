"""How often the API may be asked: by person and by address, counted where logins are counted.

Rates are "NUMBER/PERIOD" (s, m, h, d), or "off". An IPv6 visitor is their network, as for logins.
"""

from typing import Any

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from .digests import client_address


class _Throttle(SimpleRateThrottle):
    setting = ""

    def get_rate(self) -> str | None:
        rate: str = getattr(settings, self.setting)
        return None if rate == "off" else rate

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return f"api:{self.setting}:{self.asker(request)}"

    def asker(self, request: Request) -> str:
        """Whose requests are counted together."""
        return truncate_ip(client_address(request._request))


class ByPerson(_Throttle):
    """Requests of one login, whatever tokens it asks with."""

    setting = "API_REQUESTS_PER_PERSON"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.user.is_authenticated else None

    def asker(self, request: Request) -> str:
        return str(request.user.pk)


class ByAddress(_Throttle):
    """Requests from one network address, whoever asks."""

    setting = "API_REQUESTS_PER_ADDRESS"


class DoorsByAddress(_Throttle):
    """Logins, refreshes, sign-ups and codes from one network address."""

    setting = "API_LOGINS_PER_ADDRESS"
