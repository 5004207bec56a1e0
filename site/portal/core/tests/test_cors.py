"""Scripts of other sites: refused unless a setting names the site, below /api/ only, without cookies."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ORIGIN = "https://app.example"
ASKS = {
    "Origin": ORIGIN,
    "Access-Control-Request-Method": "PUT",
    "Access-Control-Request-Headers": "authorization, content-type",
}


def told(path: str, method: str = "GET", headers: dict[str, str] | None = None) -> dict[str, str]:
    response: Any = Client().generic(method, path, headers=headers or {"Origin": ORIGIN})
    found = {name.lower(): value for name, value in response.headers.items()}
    return {name: value for name, value in found.items() if name.startswith("access-control")}


def test_by_default_nobody_is_let_in() -> None:
    assert told("/api/schema/") == {}
    assert told("/api/users/profile/", "OPTIONS", ASKS) == {}


def test_a_site_that_is_named_may_ask_with_a_token_and_never_with_cookies(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    asked = told("/api/users/profile/", "OPTIONS", ASKS)
    assert asked["access-control-allow-origin"] == ORIGIN
    assert "authorization" in asked["access-control-allow-headers"]
    assert "PUT" in asked["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in asked
    # A refusal can be read as well.
    assert told("/api/users/profile/")["access-control-allow-origin"] == ORIGIN
    assert told("/api/nowhere/")["access-control-allow-origin"] == ORIGIN


def test_another_site_and_another_address_are_not_let_in(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    assert told("/api/schema/", headers={"Origin": "https://evil.example"}) == {}
    for path in ("/entrar/", "/cuenta/", "/healthz", "/admin/api/main/pages/"):
        assert told(path) == {}
        assert told(path, "OPTIONS", ASKS) == {}
