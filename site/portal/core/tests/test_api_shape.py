"""One shape for every refusal below /api/, whatever was sent and whoever refuses."""

import json
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from portal.accounts.tests.token_doors import ask, tokens_for
from portal.core.charsets import utf8_only
from portal.core.rest import MESSAGES, OneJSON
from portal.testing import Agenda, book, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/api/auth/login/"


def shaped(response: Any, status: int, code: str, *, fields: set[str] | None = None) -> None:
    """The refusal is the one, in the one shape, kept by nobody."""
    assert response.status_code == status, response.content[:300]
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    told = response.json()
    assert told["code"] == code
    assert told["message"]
    assert set(told.get("fields", {})) == (fields or set())
    assert set(told) <= {"code", "message", "fields"}


def post(body: Any, path: str = LOGIN, content_type: str = "application/json") -> Any:
    client = Client(raise_request_exception=False)
    return client.post(path, body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b'{"email": NaN}',
        b'{"email": Infinity}',
        b'{"email": "\xff\xfe"}',
        b"\xef\xbb\xbf{}",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b"1" * 5_000,
        b"nothing",
        b"{'email': 1}",
        '{"email": "x"}'.encode("utf-16"),
    ],
    ids=lambda body: repr(body[:12]),
)
def test_bad_json(body: bytes) -> None:
    response = post(body)
    if body == b"":
        return shaped(response, 400, "invalid", fields={"email", "password"})
    return shaped(response, 400, "parse_error")


@pytest.mark.parametrize("body", ["[]", '"x"', "1", "true", "null", "[{}]"])
def test_json_that_is_no_object(body: str) -> None:
    response = post(body)
    assert response.status_code == 400
    assert response.json()["code"] == "invalid"


@pytest.mark.parametrize(
    "value", [None, True, 1, 1.5, [], {}, ["x"], {"x": 1}, "\ud800", "\x00", "x" * 2_500, 10**30]
)
def test_wrong_types_in_every_field_of_every_address(value: Any, agenda: Agenda) -> None:
    visit = book(agenda, agenda.morning())
    user = make_user("olga@example.com", "superadministrator")
    token = tokens_for(user).access
    sent = json.dumps(dict.fromkeys(EVERY_FIELD, value))
    for name, method in ADDRESSES:
        named = {"user": user.pk + 1, "appointment": visit.appointments.get().pk}
        path = reverse(f"api:{name}", args=[named[name]] if name in named else [])
        key = {"Idempotency-Key": f"{name} {value!r}".encode().hex()[:200]}
        response = ask(path, sent, method=method, token=token, headers=key)
        assert response.status_code in {204, 400, 401, 404}, (name, value, response.content)
        if response.status_code != 204:
            assert set(response.json()) <= {"code", "message", "fields"}


EVERY_FIELD = [
    "email",
    "password",
    "otp",
    "refresh",
    "process",
    "code",
    "full_name",
    "privacy",
    "language",
    "phone",
    "address",
    "emergency_contact",
    "role",
    "locations",
    "is_active",
    "service",
    "professional",
    "location",
    "starts_at",
    "animals",
    "reason",
    "note",
]
ADDRESSES = [
    ("login", "post"),
    ("logout", "post"),
    ("refresh", "post"),
    ("register", "post"),
    ("register-confirm", "post"),
    ("password-reset", "post"),
    ("password-reset-confirm", "post"),
    ("profile", "put"),
    ("users", "post"),
    ("user", "put"),
    ("appointments", "post"),
    ("appointment", "put"),
]


def test_every_address_that_is_written_to_was_asked() -> None:
    """The list above forgets none."""
    [below] = [one for one in get_resolver().url_patterns if str(one.pattern) == "api/"]
    written = {
        (pattern.name, method)
        for pattern in below.url_patterns
        for method in ("post", "put", "patch")
        if hasattr(pattern.callback.cls, method)
    }
    assert written == set(ADDRESSES)


def test_a_huge_body_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("the body was read")

    monkeypatch.setattr(OneJSON, "parse", read)
    shaped(post(b"x" * 70_000), 413, "too_large")
    shaped(post(b"x" * 70_000, content_type="text/plain"), 413, "too_large")
    shaped(post(b"x" * 70_000, "/api/nowhere/"), 413, "too_large")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_a_body_that_is_no_json(content_type: str) -> None:
    shaped(post("x=1", content_type=content_type), 415, "unsupported_media_type")


def claiming(charset: str) -> dict[str, Any]:
    """A request as the server hands it on, with that charset."""
    return RequestFactory()._base_environ(
        PATH_INFO=LOGIN,
        QUERY_STRING="lang=en",
        CONTENT_TYPE=f"application/json; charset={charset}",
    )


@pytest.mark.parametrize("charset", ["zlib", "rot13", "utf-16", "nowhere", "hex", '"zlib', ""])
def test_a_charset_changes_nothing(charset: str) -> None:
    """Django would break on some before any view is asked: the server's own door takes them away."""
    made: list[WSGIRequest] = []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        made.append(WSGIRequest(environ))
        return []

    utf8_only(app)(claiming(charset), None)
    assert made[0].GET == {"lang": ["en"]}
    assert made[0].content_type == "application/json"


def test_control_without_that_door_the_request_itself_breaks() -> None:
    with pytest.raises(LookupError):
        WSGIRequest(claiming("zlib"))


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])
def test_wrong_methods(method: str) -> None:
    response = Client(raise_request_exception=False).generic(method, LOGIN)
    shaped(response, 405, "method_not_allowed")
    assert response["Allow"] == "POST"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/api/", "/api/nowhere/", "/api/auth/login", "/api/users/x/", "/api/../x", "/api/ñ\n"]
)
def test_unknown_paths(method: str, path: str) -> None:
    response = Client(raise_request_exception=False).generic(method, path)
    shaped(response, 404, "not_found")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_an_answer_that_is_no_json_cannot_be_had(accept: str) -> None:
    response = Client(raise_request_exception=False).post(
        LOGIN, "{}", content_type="application/json", headers={"Accept": accept}
    )
    shaped(response, 406, "not_acceptable")


def test_without_a_token() -> None:
    response = Client().get("/api/users/profile/")
    shaped(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_broken_view_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("the secret 4711")

    monkeypatch.setattr("portal.accounts.api.auth._authenticated", broken)
    response = post('{"email": "x@example.com", "password": "secret 4711"}')
    shaped(response, 500, "error")
    assert "4711" not in response.content.decode()


def test_refusals_speak_the_readers_language() -> None:
    for accept, words in (("en", "Log in first."), ("es", "Primero")):
        response = Client().get("/api/users/profile/", headers={"Accept-Language": accept})
        assert words in response.json()["message"]
    assert all(str(words) for words in MESSAGES.values())
