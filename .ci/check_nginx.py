"""nginx run with docker/nginx.conf before a double of the site: does it keep what it promises?

Only addresses, ports and folders are replaced; certificate and logs lie in a folder that is thrown
away. Then the same with one line changed at a time, which each time has to be noticed.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nginx_claims import CLAIMS
from nginx_double import Double, Visitor, certify

CONFIG = Path(__file__).resolve().parents[1] / "docker" / "nginx.conf"
START_SECONDS = 15
# The controls: what is changed, into what, and which claim has to notice.
CHANGES = (
    ("ssl_protocols TLSv1.2 TLSv1.3;", "ssl_protocols TLSv1.3;", "handshake"),
    ("443 ssl http2", "443 ssl", "handshake"),
    (":ECDHE-ECDSA-CHACHA20-POLY1305:", ":ECDHE-ECDSA-AES128-SHA:", "handshake"),
    ("return 308 https://$host$request_uri;", "return 308 https://$host;", "to_https"),
    ("error_page 413", "add_header X-Frame-Options DENY always; error_page 413", "headers"),
    ("X-Content-Type-Options $own_nosniff", "X-Other $own_nosniff", "own_pages"),
    ("location = /readyz { return 404; }", "", "own_pages"),
    ("X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for", "forwarded"),
    ('proxy_set_header X-Forwarded-Host "";', "", "forwarded"),
    ("X-Forwarded-Proto https", "X-Forwarded-Proto $scheme$http_x_forwarded_proto", "forwarded"),
    ("client_max_body_size 1m;", "client_max_body_size 1g;", "bodies"),
    ("client_max_body_size 20m;", "", "bodies"),
    ("location / { return 308", "root FOLDER; location /_ { return 308", "files"),
    ("proxy_pass $portal;", "proxy_pass $portal$uri;", "files"),
    ("proxy_cache_key $uri;", "proxy_cache_key $request_uri;", "keeping"),
    ("gzip off;", "", "compression"),
    ("error_page 502 503 504 @away;", "", "unanswered"),
    ("limit_req zone=visitors burst=60 nodelay;", "", "floods"),
    ("~^/(?:static|media)/ ", "~^/(?:media)/ ", "floods"),
    (" crit;", " error;", "logs"),
    ("~*^(?<before>", "~^(?<before>", "logs"),
    ('"path":"$logged_path"', '"path":"$request_uri"', "logs"),
    ('"seconds"', '"referrer":"$http_referer","seconds"', "logs"),
)

LEANS_ON = {
    "floods": {"keeping", "unanswered"},
    "logs": {"to_https", "own_pages", "keeping", "unanswered", "floods"},
}


def replaced(text: str, old: str, new: str) -> str:
    """Every `old` made `new`; the configuration has to hold one."""
    if old not in text:
        raise SystemExit(f"docker/nginx.conf no longer says: {old}")
    return text.replace(old, new)


def adapted(text: str, folder: Path, site: str, ports: tuple[int, int]) -> str:
    """The configuration with this machine's addresses."""
    for old, new in (
        ("    listen [::]:80 default_server;\n", ""),
        ("    listen [::]:443 ", "    #"),
        ("listen 80 ", f"listen 127.0.0.1:{ports[0]} "),
        ("listen 443 ", f"listen 127.0.0.1:{ports[1]} "),
        ("http://web:8000", site),
        (" /tmp/", f" {folder}/"),
        ("/etc/nginx/tls", str(folder)),
        ("/dev/stdout", f"{folder}/access.log"),
        ("/dev/stderr", f"{folder}/error.log"),
    ):
        text = replaced(text, old, new)
    return text.replace("FOLDER", str(folder))


def command(folder: Path, *more: str) -> list[str]:
    # As root the workers would be nobody, who may not enter our folder.
    user = "user root; " if os.geteuid() == 0 else ""
    started = [program(), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    return [*started, "-g", f"{user}daemon off;", *more]


def program() -> str:
    """Where Debian keeps it is not on everybody's PATH."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    found = shutil.which("nginx", path=path)
    if not found:
        raise SystemExit("nginx is not installed")
    return found


def free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(text: str) -> Iterator[Visitor]:
    """nginx with this configuration before a double, once it answers."""
    double = Double()
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder, ports = Path(name), free_ports()
        certify(folder)
        proof = folder / "acme/.well-known/acme-challenge/proof"
        proof.parent.mkdir(parents=True)
        proof.write_text("proof")
        (folder / "nginx.conf").write_text(adapted(text, folder, double.address, ports))
        nginx = subprocess.Popen(command(folder), stderr=subprocess.PIPE, text=True)
        try:
            deadline = time.monotonic() + START_SECONDS
            while not (answers(ports[0]) and answers(ports[1])):
                if nginx.poll() is not None or time.monotonic() > deadline:
                    nginx.kill()
                    raise SystemExit(f"nginx did not start: {nginx.communicate()[1]}")
                time.sleep(0.02)
            yield Visitor(
                folder, ports[1], ports[0], double, folder / "access.log", folder / "error.log"
            )
        finally:
            nginx.terminate()
            nginx.communicate()
            double.close()


def problems(text: str, wanted: str = "") -> dict[str, list[str]]:
    """What each claim found, by its name; with `wanted` only that one, after those it leans on."""
    needed = LEANS_ON.get(wanted, set()) | {wanted}
    with running(text) as visitor:
        return {
            claim.__name__: list(claim(visitor))
            for claim in CLAIMS
            if not wanted or claim.__name__ in needed
        }


def is_accepted(text: str) -> tuple[bool, str]:
    """Whether `nginx -t` lets the configuration pass, and what it says."""
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder = Path(name)
        certify(folder)
        adjusted = adapted(text, folder, "http://127.0.0.1:1", free_ports())
        (folder / "nginx.conf").write_text(adjusted)
        done = subprocess.run(command(folder, "-t"), capture_output=True, text=True)
        return done.returncode == 0, done.stderr


def findings(text: str) -> Iterator[str]:
    """Everything wrong with the configuration, and with the claims that are to find it."""
    accepted, said = is_accepted(text)
    if not accepted:
        yield f"nginx -t: {said}"
        return
    if is_accepted(text.replace("server_tokens off;", "server_tokens off"))[0]:
        yield "nginx -t let a broken configuration pass"
    for claim, found in problems(text).items():
        yield from (f"{claim}: {problem}" for problem in found)
    for old, new, claim in CHANGES:
        if not problems(replaced(text, old, new), claim)[claim]:
            yield f"the claim {claim!r} did not notice: {old} -> {new or 'nothing'}"


def main() -> int:
    found = list(findings(CONFIG.read_text()))
    for line in found:
        sys.stdout.write(f"{line}\n")
    if not found:
        sys.stdout.write(
            f"nginx keeps its {len(CLAIMS)} promises; {len(CHANGES)} breaches were noticed\n"
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
