"""A small double of the site for nginx to stand before, and a visitor who speaks TLS to nginx."""

import datetime as dt
import http.client
import ipaddress
import ssl
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "clinic.example"
# What the site itself sends with each answer, as far as nginx has to leave it alone.
SITE_HEADERS = {
    "X-Request-ID": "double",
    "Strict-Transport-Security": "max-age=300",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "max-age=60",
}
PAGE = b"<!doctype html><p>A page of the site.</p>" * 100


def certify(folder: Path) -> None:
    """A key and a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@dataclass
class Asked:
    """What reached the site."""

    method: str
    path: str
    headers: dict[str, list[str]]


class Double(ThreadingHTTPServer):
    """Answers every address with the same page, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[Asked] = []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def close(self) -> None:
        """From here on nobody listens."""
        self.shutdown()
        self.server_close()


class Answering(BaseHTTPRequestHandler):
    """One connection to the double."""

    server: Double
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers: dict[str, list[str]] = {}
        for name, value in self.headers.items():
            headers.setdefault(name.lower(), []).append(value)
        self.server.asked.append(Asked(self.command, self.path, headers))
        self.send_response(200)
        for name, value in SITE_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    do_GET = do_POST = answer

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@dataclass
class Answer:
    """What the visitor got."""

    status: int
    headers: dict[str, list[str]]
    body: bytes

    def only(self, name: str) -> str:
        """The header's value; empty when it is missing or there twice."""
        values = self.headers.get(name.lower(), [])
        return values[0] if len(values) == 1 else ""


@dataclass
class Visitor:
    """Trusts the certificate of `folder`; each request has a connection of its own."""

    folder: Path
    port: int
    plain_port: int
    double: Double
    access_log: Path
    error_log: Path

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def link(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=self.context(), timeout=10
        )

    def ask(self, path: str, **headers: str) -> Answer:
        """Over https; `x_y` names the header x-y."""
        return exchange(self.link(), path, headers)

    def send(self, path: str, size: int) -> Answer:
        """A body of that many bytes; nginx reads on after it has refused, so all of it can be sent."""
        return exchange(self.link(), path, {}, b"x" * size)

    def ask_plainly(self, path: str) -> Answer:
        """Over http."""
        return exchange(
            http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=10), path, {}
        )

    def reached(self, path: str) -> list[Asked]:
        """Which requests for `path` came through to the site."""
        return [asked for asked in self.double.asked if asked.path == path]


def exchange(
    link: http.client.HTTPConnection, path: str, headers: dict[str, str], body: bytes = b""
) -> Answer:
    """One request, its address sent exactly as it is written; a POST when it has a body."""
    try:
        method = "POST" if body else "GET"
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        link.putheader("Host", HOST)
        if body:
            link.putheader("Content-Length", str(len(body)))
        for name, value in headers.items():
            link.putheader(name.replace("_", "-"), value)
        link.endheaders(body or None)
        return read(link)
    finally:
        link.close()


def read(link: http.client.HTTPConnection) -> Answer:
    """The answer to what was just sent."""
    response = link.getresponse()
    found: dict[str, list[str]] = {}
    for name, value in response.getheaders():
        found.setdefault(name.lower(), []).append(value)
    return Answer(response.status, found, response.read())
