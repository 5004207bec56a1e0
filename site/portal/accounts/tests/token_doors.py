"""Going through the API as a program does: tokens, codes from the mail, JSON."""

from typing import Any

from django.test import Client

from portal.accounts.tokens.families import Pair, open_family

from .doors import PASSWORD

AUTH = "/api/auth/"
PROFILE = "/api/users/profile/"


def ask(path: str, data: Any = None, *, method: str = "post", token: str = "", **more: Any) -> Any:
    """One request without any cookie, in Spanish."""
    client = Client()
    client.raise_request_exception = False
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= more.pop("headers", {})
    body = {"data": data, "content_type": "application/json"} if data is not None else {}
    response = getattr(client, method)(path, headers=headers, **body, **more)
    assert not response.cookies, path
    return response


def log_in(email: str, password: str = PASSWORD, **more: Any) -> Any:
    return ask(f"{AUTH}login/", {"email": email, "password": password, **more})


def refresh(token: str) -> Any:
    return ask(f"{AUTH}refresh/", {"refresh": token})


def opens(token: str) -> bool:
    """Whether an access token is somebody's."""
    status = ask(PROFILE, method="get", token=token).status_code
    assert status in {200, 401}
    return bool(status == 200)


def tokens_for(user: Any) -> Pair:
    """A login through the API that has shown whatever it needs."""
    user.refresh_from_db()
    return open_family(user=user, has_shown_second_factor=user.needs_second_factor)


def with_token(user: Any) -> Client:
    """A client that shows a token of this login, or none for nobody."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {tokens_for(user).access}"
    return client
