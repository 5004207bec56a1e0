"""Passwords, codes and tokens of the API stand in no log line, audit row, session or answer."""

import io
import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache

from portal.accounts.api import auth, signing_up
from portal.accounts.models import RefreshToken, TokenFamily, User
from portal.accounts.tokens import families
from portal.audit.models import AuditEvent
from portal.notifications.models import Notification
from portal.testing import make_user
from portal.tests.test_secrets_in_logs import lines  # noqa: F401 (a fixture)

from .doors import code_for
from .factors import enrol, shown
from .token_doors import AUTH, PROFILE, ask, tokens_for

pytestmark = pytest.mark.django_db
PASSWORD = "una frase muy secreta 4711"
WRONG = "otra frase equivocada 4712"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def marta() -> Any:
    user = make_user("marta@example.com", "assistant")
    user.set_password(PASSWORD)
    user.save()
    return User.objects.get(pk=user.pk)


def went_through_everything(user: Any) -> list[str]:
    """Every way in and out; the secrets that were said on it."""
    device, _codes = enrol(user)
    code = shown(device)
    said = [PASSWORD, WRONG, code]
    login = {"email": user.email, "password": PASSWORD}
    answers = [
        ask(f"{AUTH}login/", {**login, "password": WRONG}),
        ask(f"{AUTH}login/", login),
        ask(f"{AUTH}login/", {**login, "otp": code}),
    ]
    pair = answers.pop().json()
    following = ask(f"{AUTH}refresh/", {"refresh": pair["refresh"]}).json()
    said += [pair["access"], pair["refresh"], following["access"], following["refresh"]]
    answers += [
        ask(PROFILE, method="get", token=following["access"]),
        ask(PROFILE, method="get", token=following["access"] + "x"),
        ask(f"{AUTH}refresh/", {"refresh": following["refresh"] + "x"}),
        ask(f"{AUTH}register/", {**login, "full_name": "X", "privacy": "maybe"}),
        ask(f"{AUTH}logout/", {"refresh": following["refresh"]}),
    ]
    process = ask(f"{AUTH}password-reset/", {"email": user.email}).json()["process"]
    mailed = code_for(user.email)
    reset = {"process": process, "code": mailed, "password": WRONG}
    answers.append(ask(f"{AUTH}password-reset/confirm/", reset))
    assert [one.status_code for one in answers] == [401, 401, 200, 401, 401, 400, 204, 204]
    for answer in answers:
        assert not [one for one in said if one in answer.content.decode()]
    return [*said, process, mailed]


def test_no_log_line_and_no_row_holds_a_secret(
    marta: Any,
    lines: io.StringIO,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    # At that level Django's templates write down whatever they render, also the mails.
    caplog.set_level(logging.INFO, "django.template")
    said = went_through_everything(marta)
    assert "accounts.logged_in" in lines.getvalue()
    kept = "".join(
        str(list(model.objects.values()))
        for model in (AuditEvent, TokenFamily, RefreshToken, User, Session)
    )
    kept += str([row.facts for row in Notification.objects.all()])
    for secret in said:
        assert secret not in lines.getvalue(), secret[:12]
        # Six figures stand in many a number; what is long cannot be there by chance.
        assert len(secret) == 6 or secret not in kept, secret[:12]


@pytest.mark.parametrize(
    ("broken", "path", "body"),
    [
        ((auth, "_authenticated"), "login/", {"email": "x@example.com", "password": PASSWORD}),
        ((families, "_next"), "refresh/", {}),
        ((families, "_end"), "logout/", {}),
        (
            (signing_up, "_sign_up"),
            "register/",
            {"email": "x@example.com", "password": PASSWORD, "full_name": "X", "privacy": True},
        ),
    ],
    ids=["login", "refresh", "logout", "register"],
)
def test_an_error_is_logged_without_what_was_sent(
    marta: Any,
    lines: io.StringIO,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    broken: tuple[Any, str],
    path: str,
    body: dict[str, Any],
) -> None:
    """A view that breaks: the traceback says where, not with what."""
    token = tokens_for(marta).refresh

    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(*broken, breaks)
    response = ask(f"{AUTH}{path}", body or {"refresh": token}, token=token)
    assert (response.status_code, response.json()["code"]) == (500, "error")
    assert "broken on purpose" in lines.getvalue()
    assert "Traceback" in lines.getvalue()
    for secret in (PASSWORD, token):
        assert secret not in lines.getvalue()
        assert secret not in response.content.decode()
