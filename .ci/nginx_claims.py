"""What docker/nginx.conf promises, each put to a running nginx; a claim tells what it found wrong."""

import json
import ssl
from collections.abc import Callable, Iterator

from nginx_double import HOST, PAGE, SITE_HEADERS, Visitor, read

Problems = Iterator[str]
TOKEN = "q0ThJ2-xW_4aZk9LrPbN7g"
# Everywhere a manage link's secret may stand: as it is mailed, spelt otherwise, and around it.
SECRET_PATHS = (
    f"/reservar/cita/{TOKEN}/",
    f"/en/book/visit/{TOKEN}/cancel/",
    f"/reservar/%63ita/{TOKEN}/calendario.ics",
    f"//reservar//cita/{TOKEN}/?moved",
    f"/RESERVAR/CITA/{TOKEN}",
    f"/other/../en/book/visit/{TOKEN}/",
    f"/invitacion/{TOKEN}/",
    f"/en/Invitation/{TOKEN}",
)
# How they end in the log.
ENDS = ("/cita/-", "/visit/-", "/CITA/-", "/invitacion/-", "/Invitation/-")
SECRET_ELSEWHERE = (f"/admin/login/?next=/reservar/cita/{TOKEN}/", f"/?code={TOKEN}")
OWN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
MEGABYTE = 1024 * 1024


def handshake(visitor: Visitor) -> Problems:
    """TLS 1.2 and 1.3 with the certificate, HTTP/2; nothing older, no old cipher."""
    version = ssl.TLSVersion
    for wanted, name in ((version.TLSv1_2, "TLSv1.2"), (version.TLSv1_3, "TLSv1.3")):
        if spoken(visitor, wanted) != f"{name} h2":
            yield f"{name} with HTTP/2: {spoken(visitor, wanted)}"
    old = spoken(visitor, version.TLSv1_1, "ALL:@SECLEVEL=0")
    if "PROTOCOL_VERSION" not in old:
        yield f"TLS 1.1 was not refused: {old}"
    weak = spoken(visitor, version.TLSv1_2, "ECDHE-ECDSA-AES128-SHA")
    if "HANDSHAKE_FAILURE" not in weak:
        yield f"an old cipher was not refused: {weak}"


def spoken(visitor: Visitor, version: ssl.TLSVersion, ciphers: str = "") -> str:
    """The version and protocol that were agreed on, or why none was."""
    context = visitor.context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    if ciphers:
        context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    link = visitor.link()
    link._context = context  # type: ignore[attr-defined]
    try:
        link.connect()
        return f"{link.sock.version()} {link.sock.selected_alpn_protocol()}"
    except ssl.SSLError as error:
        return str(error.reason)
    finally:
        link.close()


def to_https(visitor: Visitor) -> Problems:
    """http leads to the same address under https, but for the certificate's own question."""
    answer = visitor.ask_plainly("/profesionales/?q=luna")
    if (answer.status, answer.only("Location")) != (308, f"https://{HOST}/profesionales/?q=luna"):
        yield f"http was answered with {answer.status} {answer.headers}"
    if visitor.reached("/profesionales/?q=luna"):
        yield "a request over http reached the site"
    if visitor.ask_plainly("/.well-known/acme-challenge/proof").body != b"proof":
        yield "the file that proves the domain is not served"
    if visitor.ask_plainly("/nginx-health").status != 204:
        yield "the container's own check is not answered"


def headers(visitor: Visitor) -> Problems:
    """The site's security headers arrive, each once and as they were."""
    answer = visitor.ask("/page-with-headers/")
    for name, value in SITE_HEADERS.items():
        if answer.only(name) != value:
            yield f"{name} of the site arrives as {answer.headers.get(name.lower())}"
    if answer.only("Server") != "nginx":
        yield f"the version is told: {answer.only('Server')}"


def own_pages(visitor: Visitor) -> Problems:
    """What nginx says itself has security headers too."""
    answers = {
        404: visitor.ask("/readyz"),
        400: visitor.ask("/%ff/%00"),
        414: visitor.ask("/" + "a" * 9000),
        413: visitor.send("/too-large/", MEGABYTE + 1),
    }
    for status, answer in answers.items():
        yield from faults_of_own(status, answer.status, answer.headers)
    if visitor.reached("/readyz"):
        yield "/readyz reached the site from outside"
    if visitor.ask("/healthz").body != PAGE:
        yield "/healthz does not reach the site"


def faults_of_own(wanted: int, status: int, found: dict[str, list[str]]) -> Problems:
    if status != wanted:
        yield f"answered {status} instead of {wanted}"
    for name, value in OWN_HEADERS.items():
        if found.get(name.lower()) != [value]:
            yield f"nginx's own {wanted} has {name}: {found.get(name.lower())}"


def forwarded(visitor: Visitor) -> Problems:
    """The site learns the real address, host and protocol, and nothing that a visitor made up."""
    forged = "198.51.100.7"
    visitor.ask(
        "/forged/",
        X_Forwarded_For=forged,
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Port="81",
        X_Forwarded_Protocol="ssl",
        X_Forwarded_Ssl="off",
        X_Real_IP=forged,
        Forwarded=f"for={forged};host=evil.example",
        Proxy="http://evil.example",
        X_Request_ID="forged-number",
        X_Harmless="kept",
    )
    [asked] = visitor.reached("/forged/")
    wanted = {"host": HOST, "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}
    for name, value in {**wanted, "x-harmless": "kept"}.items():
        if asked.headers.get(name) != [value]:
            yield f"{name} reaches the site as {asked.headers.get(name)}"
    for name, values in asked.headers.items():
        if name in ("proxy", "forwarded", "x-request-id") or "evil" in str(values):
            yield f"{name} reaches the site as {values}"
        if name.startswith(("x-forwarded", "x-real")) and name not in wanted:
            yield f"{name} reaches the site as {values}"


def bodies(visitor: Visitor) -> Problems:
    """Large ones are refused before the site hears of them; an editor's picture is not."""
    for path, size in (("/big/", MEGABYTE + 1), ("/admin/big/", 20 * MEGABYTE + 1)):
        answer = visitor.send(path, size)
        if answer.status != 413 or b"Too large" not in answer.body:
            yield f"{size} bytes for {path}: {answer.status} {answer.body[:60]!r}"
        if visitor.reached(path):
            yield f"{size} bytes reached {path}"
    if visitor.send("/admin/picture/", 11 * MEGABYTE).status != 200:
        yield "a picture of 11 MB is refused below /admin/"


def files(visitor: Visitor) -> Problems:
    """No file of the server is served; whatever is asked for, the site is asked, in the same words."""
    paths = (
        "/privkey.pem",
        "/tls/privkey.pem",
        "/private/papers.pdf",
        "/media/../private/papers.pdf",
        "/media/%2e%2e/private/papers.pdf",
        "/static/../etc/passwd",
        "/.env",
        "/docker/secrets/secret_key",
    )
    for path in paths:
        if visitor.ask(path).body != PAGE or not visitor.reached(path):
            yield f"{path} was not put to the site as it stands"
    acme = "/.well-known/acme-challenge"
    for path in (f"{acme}/../../privkey.pem", f"{acme}/..%2f..%2f..%2fprivkey.pem", "/privkey.pem"):
        if b"PRIVATE KEY" in visitor.ask_plainly(path).body:
            yield f"the key of the certificate is served at {path}"


def keeping(visitor: Visitor) -> Problems:
    """Static files are fetched once, whatever stands behind the question mark; pages each time."""
    for path, reached in (("/static/a.1234.css", 1), ("/media/images/a.webp", 3), ("/a-page/", 3)):
        for query in ("", "?a", "?b"):
            if visitor.ask(path + query).body != PAGE:
                yield f"{path}{query} is not what the site sent"
        found = sum(len(visitor.reached(path + query)) for query in ("", "?a", "?b"))
        if found != reached:
            yield f"three questions for {path} reached the site {found} times, not {reached}"


def compression(visitor: Visitor) -> Problems:
    """Pages are compressed; those that hold secrets are not."""
    for path, wanted in (("/", "gzip"), ("/admin/", ""), (SECRET_PATHS[0], "")):
        found = visitor.ask(path, Accept_Encoding="br, gzip").only("Content-Encoding")
        if found != wanted:
            yield f"{path} is sent with Content-Encoding {found!r}"


def unanswered(visitor: Visitor) -> Problems:
    """With the site away: a page of nginx's own. From here on the site is away."""
    for path in SECRET_PATHS:
        visitor.ask(path)
    visitor.double.close()
    answer = visitor.ask("/", Referer=f"https://{HOST}{SECRET_PATHS[0]}")
    yield from faults_of_own(502, answer.status, answer.headers)
    if "Volvemos" not in answer.body.decode() or answer.only("Retry-After") != "30":
        yield f"a visitor reads {answer.body[:60]!r}"
    for path in (*SECRET_PATHS, *SECRET_ELSEWHERE):
        if visitor.ask(path).status != 502:
            yield f"{path.replace(TOKEN, '…')} has another answer than 502"
    for path in SECRET_PATHS[:2]:
        if visitor.send(path, 2 * MEGABYTE).status != 413:
            yield "a large body for a manage link is not refused"


def floods(visitor: Visitor) -> Problems:
    """Who asks too often is told to wait; static files are not counted."""
    link = visitor.link()
    statuses = []
    for _number in range(150):
        link.request("GET", SECRET_PATHS[1], headers={"Host": HOST})
        answer = read(link)
        statuses.append(answer.status)
    static = []
    for _number in range(150):
        link.request("GET", "/static/a.1234.css", headers={"Host": HOST})
        static.append(read(link).status)
    link.close()
    if statuses[-1] != 429:
        yield f"150 requests at once end with {statuses[-1]}"
    else:
        yield from faults_of_own(429, answer.status, answer.headers)
        if answer.only("Retry-After") != "5":
            yield "nobody says how long to wait"
    # As many again: on a slow machine one alone may find that a moment has passed.
    if set(static) != {200}:
        yield "a static file was counted, or is lost while the site is away"


def logs(visitor: Visitor) -> Problems:
    """After all of this: a line of JSON a request, and no secret in either log."""
    written = visitor.access_log.read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    hidden = [line for line in lines if line["path"].endswith(ENDS)]
    if len(hidden) < 2 * len(SECRET_PATHS):
        yield f"only {len(hidden)} lines speak of secret links"
    if {"200", "308", "404", "413", "429", "502"} - {line["status"] for line in lines}:
        yield "not every kind of answer has its line"
    for name, text in (("access", written), ("error", visitor.error_log.read_text())):
        if found := text.count(TOKEN):
            line = next(line for line in text.splitlines() if TOKEN in line)
            yield f"the {name} log holds the secret {found} times: {line[:160]}"
    if "luna" in written:
        yield "the access log holds a query"


# In this order: the last three need what came before; from the third last on the site is away.
CLAIMS: tuple[Callable[[Visitor], Problems], ...] = (
    handshake,
    to_https,
    headers,
    own_pages,
    forwarded,
    bodies,
    files,
    keeping,
    compression,
    unanswered,
    floods,
    logs,
)
