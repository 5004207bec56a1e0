"""A client that costs next to nothing: bytes prepared beforehand, one open connection."""

import re
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "bench.example"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.I)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: bytes
    body: bytes
    seconds: float

    def header(self, name: str) -> list[str]:
        found = re.findall(rf"\r\n{name}: ([^\r]*)".encode(), self.headers, re.I)
        return [value.decode() for value in found]


def get(path: str, cookies: str = "") -> bytes:
    """The bytes of a GET through the proxy that ends TLS."""
    return _head("GET", path, cookies) + b"\r\n"


def post(path: str, fields: dict[str, str], cookies: str, address: str = "10.0.0.1") -> bytes:
    """The bytes of a form that is sent."""
    body = urlencode(fields).encode()
    head = _head("POST", path, cookies, address)
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return head + kind.encode() + body


def _head(method: str, path: str, cookies: str, address: str = "10.0.0.1") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https"]
    lines += [f"X-Forwarded-For: {address}", f"Referer: https://{HOST}/", "Accept: */*"]
    lines += [f"Cookie: {cookies}"] if cookies else []
    return ("\r\n".join(lines) + "\r\n").encode()


@dataclass
class Link:
    """One connection; opened anew when the server has closed it."""

    port: int
    _socket: socket.socket | None = field(default=None, repr=False)

    def ask(self, request: bytes) -> Answer:
        """Send the request and read the whole answer; seconds from the first byte to the last."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        started = time.perf_counter()
        self._socket.sendall(request)
        head, body = self._read(self._socket)
        seconds = time.perf_counter() - started
        if b"\r\nConnection: close" in head:
            self.close()
        return Answer(int(head[9:12]), head, body, seconds)

    def _read(self, link: socket.socket) -> tuple[bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += _some(link)
        head, _, rest = data.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if length is None:
            return head, self._chunks(link, rest)
        parts, missing = [rest], int(length[1]) - len(rest)
        while missing > 0:
            parts.append(_some(link))
            missing -= len(parts[-1])
        return head, b"".join(parts)

    def _chunks(self, link: socket.socket, data: bytes) -> bytes:
        while not data.endswith(b"0\r\n\r\n"):
            data += _some(link)
        return data

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _some(link: socket.socket) -> bytes:
    data = link.recv(1 << 18)
    if not data:
        raise ConnectionError("the server closed the connection in the middle of an answer")
    return data
