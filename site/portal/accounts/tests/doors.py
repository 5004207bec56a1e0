"""Going through the doors as a person does: pages, codes from the mail, forms."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from portal.notifications.sending import send_due

LOGIN, CODE, CHECK = "/entrar/", "/entrar/codigo/", "/entrar/codigo/comprobar/"
SIGNUP, SIGNUP_CODE = "/crear-cuenta/", "/crear-cuenta/codigo/"
FORGOTTEN, FORGOTTEN_CODE = "/entrar/olvidada/", "/entrar/olvidada/codigo/"
SECURITY = "/cuenta/seguridad/"
PASSWORD = "una frase bien larga"


def mailed() -> list[Any]:
    """Every mail so far, after sending what is due."""
    send_due()
    return list(mail.outbox)


def code_for(address: str) -> str:
    """The code of the last mail to this address."""
    found = [message for message in mailed() if message.to == [address]]
    assert found, f"no mail to {address}"
    code = re.search(r"\b\d{6}\b", str(found[-1].body))
    assert code, found[-1].body
    return code[0]


def sign_up(client: Client, email: str, name: str = "Elena Rius", **more: str) -> Any:
    fields = {"full_name": name, "email": email, "password1": PASSWORD, "privacy": "on", **more}
    return client.post(SIGNUP, fields)


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": email, "password": password})


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session
