"""Where the demo listens, and by which names it may be called: HOST= and PORT=."""

import fcntl
import ipaddress
import os
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass

from portal.launcher.preflight import wanted_port

LOOPBACK = "127.0.0.1"
SIOCGIFADDR = 0x8915


@dataclass(frozen=True)
class Address:
    """The host and port to listen on, and the host that people type."""

    host: str
    port: int
    allowed: tuple[str, ...]

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it, so that one click may log in."""
        return is_loopback(self.host)

    @property
    def bind(self) -> str:
        return f"{bracketed(self.host)}:{self.port}"

    @property
    def site_url(self) -> str:
        return f"http://{self.allowed[0]}:{self.port}"


def wanted() -> Address:
    """What HOST= and PORT= ask for; this machine only, unless told otherwise."""
    host = os.environ.get("HOST") or LOOPBACK
    port = wanted_port(os.environ.get("PORT") or "8000")
    return Address(host, port, allowed_names(host))


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone; an unknown name counts as open."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def allowed_names(host: str) -> tuple[str, ...]:
    """The names for ALLOWED_HOSTS, the best one first; never a wildcard."""
    if is_loopback(host):
        names = [LOOPBACK if host == "localhost" else host, "localhost"]
    elif host in ("0.0.0.0", "::"):
        names = [*own_addresses(), *own_names(), LOOPBACK, "localhost"]
        names += ["::1"] if host == "::" else []
    else:
        names = [host]
    return tuple(dict.fromkeys(bracketed(name) for name in names if name and name != "*"))


def own_names() -> list[str]:
    """What this machine calls itself."""
    name = socket.gethostname()
    return [name] if "." in name else [name, f"{name}.local"]


def own_addresses() -> list[str]:
    """The addresses at which other machines may find this one."""
    found = [_address_of(name) for _, name in socket.if_nameindex()]
    with suppress(socket.gaierror):
        found += [str(row[4][0]) for row in socket.getaddrinfo(socket.gethostname(), None)]
    plain = [text for text in found if text and "%" not in text]
    return [text for text in plain if not ipaddress.ip_address(text).is_loopback]


def _address_of(interface: str) -> str:
    """The IPv4 address of a network interface, or nothing."""
    if sys.platform != "linux":
        return ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("256s", interface.encode()[:15])
        try:
            return socket.inet_ntoa(fcntl.ioctl(probe, SIOCGIFADDR, request)[20:24])
        except OSError:
            return ""
