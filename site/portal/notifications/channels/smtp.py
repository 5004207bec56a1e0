"""SMTP with an end: a conversation that takes no longer than a lease, and whose last word is announced.

Python's own client waits anew for every byte, so a server that sends one now and then would hold a
worker for hours; and it sends a message and the dot that ends it in one go, so nobody can note that
from here on the server may have it.
"""

import io
import re
import smtplib
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

CHUNK = 64 * 1024


class Unanswered(Exception):
    """The server got all of the message and said neither yes nor no."""


def is_final(error: BaseException) -> bool:
    """Whether the server refused this very message or its address for good (RFC 5321: 5yz).

    A login or a sender that is refused concerns every message: that is for somebody to mend.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPDataError):
        codes = [error.smtp_code]
    else:
        return False
    return all(500 <= code <= 599 for code in codes)


def code_of(error: BaseException) -> int | None:
    """The three digits the server refused with, where it did."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _words in error.recipients.values()), None)
    return getattr(error, "smtp_code", None)


def name_of(error: BaseException) -> str:
    """What to call a failure: the client's own name for it, and one for all that sockets raise."""
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return "Unreachable"
    return type(error).__name__


class _Reader(io.RawIOBase):
    """The socket, read with whatever patience is left."""

    def __init__(self, link: "_Bounded") -> None:
        self.link = link

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.link.sock.settimeout(self.link.patience())
        return int(self.link.sock.recv_into(buffer))


class _Bounded(smtplib.SMTP):
    """Each step has `timeout` seconds, and all that comes before the dot has one lease."""

    sock: Any
    file: Any

    def __init__(self, host: str, port: int, *, timeout: float, **options: Any) -> None:
        self.before_the_dot: Callable[[], None] = lambda: None
        self.usual = timeout
        self._give(timeout, settings.NOTIFICATIONS_LEASE_SECONDS)
        super().__init__(host, port, timeout=timeout, **options)

    def _give(self, step: float, whole: float) -> None:
        self.step, self.ends_at = step, time.monotonic() + whole

    def patience(self) -> float:
        """Seconds the next wait may take; TimeoutError when there are none left."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the conversation took too long")
        return min(self.step, left)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Reader(self))
        return super().getreply()

    def send(self, data: Any) -> None:
        octets = data.encode(self.command_encoding) if isinstance(data, str) else data
        for start in range(0, len(octets), CHUNK):
            if self.sock is not None:
                try:
                    self.sock.settimeout(self.patience())
                except TimeoutError as error:
                    self.close()
                    raise smtplib.SMTPServerDisconnected(str(error)) from error
            super().send(octets[start : start + CHUNK])

    def data(self, msg: Any) -> tuple[int, bytes]:
        """The message, then `before_the_dot`, then the dot, whose answer may take longer.

        What `before_the_dot` raises leaves the server with half a message, which it must drop.
        Raises Unanswered when the server is silent or gone after the dot.
        """
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        try:
            self.send(_dotted(msg))
            self.before_the_dot()
        except BaseException:
            # Whatever is said next on this line would be taken for the message's text.
            self.close()
            raise
        self._give(settings.NOTIFICATIONS_ANSWER_SECONDS, settings.NOTIFICATIONS_ANSWER_SECONDS)
        try:
            self.send(b".\r\n")
            return self.getreply()
        except smtplib.SMTPServerDisconnected as error:
            raise Unanswered from error
        finally:
            self._give(self.usual, self.usual)


def _dotted(message: bytes) -> bytes:
    """With a second dot before each that begins a line, and a line's end at the end."""
    dotted = re.sub(rb"(?m)^\.", b"..", message)
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"


class _Encrypted(_Bounded, smtplib.SMTP_SSL):
    """The same inside TLS from the first byte."""


class Backend(EmailBackend):
    """What `EMAIL_URL=smtp://…` stands for."""

    @property
    def connection_class(self) -> Any:
        return _Encrypted if self.use_ssl else _Bounded

    def announce(self, before_the_dot: Callable[[], None]) -> None:
        """Have this called once the server has a message's text and before it gets its end."""
        connection: Any = self.connection
        connection.before_the_dot = before_the_dot
