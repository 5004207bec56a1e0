"""What goes over the line is what was written, in the clear, inside TLS and after STARTTLS."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people.models import Person
from portal.tests import live
from portal.tests.mail_double import MailDouble

from .conftest import write

DOTS = "disk full\n.\n..\n.hidden\nfull"


def test_lines_that_begin_with_a_dot_arrive_as_they_were(double: MailDouble, elena: Person) -> None:
    write(elena, error=DOTS)
    assert send_due() == 1
    [mail] = double.texts
    text = mail.get_body(("plain",)).get_content()
    assert DOTS in text.replace("\r\n", "\n")
    assert mail["To"] == "elena@example.com"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: Any) -> ssl.SSLContext:
    """A server's context for 127.0.0.1, whom this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=3))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context


class Library:
    """A mail server that somebody else wrote."""

    def __init__(self) -> None:
        self.contents: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        self.contents.append(envelope.content)
        return "250 OK"


@pytest.mark.parametrize("how", ["ssl", "tls"])
def test_the_mail_goes_through_tls_to_somebody_elses_server(
    elena: Person, settings: Any, certificate: ssl.SSLContext, how: str
) -> None:
    message = write(elena, error=DOTS)
    taken, port = Library(), live.free_port()
    secured: dict[str, Any] = (
        {"ssl_context": certificate}
        if how == "ssl"
        else {"tls_context": certificate, "require_starttls": True}
    )
    server = Controller(taken, hostname="127.0.0.1", port=port, **secured)
    settings.EMAIL_BACKEND = "portal.notifications.channels.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = how == "ssl", how == "tls"
    server.start()
    try:
        assert send_due() == 1
    finally:
        server.stop()
    [content] = taken.contents
    assert f"<{message.pk}@".encode() in content
    assert b"\r\n..\r\n" in content
    assert Notification.objects.get().state == "sent"
