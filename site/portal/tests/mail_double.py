"""A mail server on loopback that does at each step of a conversation what a test wants.

Written on a bare socket, as no library lets its server hang up, fall silent or stop in mid sentence.
"""

import contextlib
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.policy import SMTP
from typing import Any

# In the order they come; "end" is the dot after the text.
STEPS = ("banner", "ehlo", "mail", "rcpt", "data", "end", "quit")
BEFORE_THE_END = STEPS[:5]
REPLIES = {
    "banner": "220 double",
    "ehlo": "250 double",
    "mail": "250 OK",
    "rcpt": "250 OK",
    "data": "354 go on",
    "end": "250 taken",
    "quit": "221 bye",
    "rset": "250 OK",
}
VERBS = {"helo": "ehlo"}


class Talk:
    """One conversation: its socket, and what the client said last."""

    def __init__(self, link: socket.socket) -> None:
        self.link = link
        self.lines = link.makefile("rb")
        self.text = b""

    def say(self, words: str) -> None:
        self.link.sendall(words.encode() + b"\r\n")

    def wait_for_the_client_to_leave(self) -> None:
        with contextlib.suppress(OSError):
            while self.lines.read(1):
                pass

    def read_text(self) -> bool:
        """All lines up to the dot; False when the client left before it."""
        found = []
        while line := self.lines.readline():
            if line == b".\r\n":
                self.text = b"".join(found)
                return True
            found.append(line[1:] if line.startswith(b".") else line)
        return False


# Returns what is said, or None when nothing more is said in this step.
Act = Callable[[Talk], str | None]


def saying(words: str) -> Act:
    return lambda talk: words


def silence(talk: Talk) -> None:
    """Never answers, and keeps the line open."""


def half_close(talk: Talk) -> None:
    """Closes its own sending side and goes on listening."""
    talk.link.shutdown(socket.SHUT_WR)


def too_late(words: str) -> Act:
    """Answers once the client has lost patience and left."""

    def act(talk: Talk) -> str:
        talk.wait_for_the_client_to_leave()
        return words

    return act


class Pause:
    """Stops the conversation until `go`; `reached` tells that it stands there."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.reached = threading.Event()
        self.go = threading.Event()

    def __call__(self, talk: Talk) -> str:
        self.reached.set()
        self.go.wait(600)
        return self.words


class MailDouble:
    """Keeps the Message-ID of each mail it said 250 to, whether or not anybody was there to hear it."""

    def __init__(self) -> None:
        self.acts: dict[str, Act] = {}
        self.taken: list[str] = []
        self.texts: list[Any] = []
        self.conversations = 0
        self.closing = threading.Event()
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def copies(self, message: Any) -> int:
        """How often it took this message, told by its Message-ID."""
        return Counter(self.taken)[str(message.pk)]

    def drip(self, talk: Talk) -> None:
        """Sends a byte now and then, and never a whole line."""
        with contextlib.suppress(OSError):
            while not self.closing.wait(0.05):
                talk.link.sendall(b"2")

    def __enter__(self) -> "MailDouble":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.closing.set()
        for act in self.acts.values():
            if isinstance(act, Pause):
                act.go.set()
        for link in (self.listener, *self.open):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while not self.closing.is_set():
                link, _address = self.listener.accept()
                self.open.append(link)
                self.conversations += 1
                threading.Thread(target=self._talk, args=(link,), daemon=True).start()

    def _talk(self, link: socket.socket) -> None:
        # A client that was killed leaves a broken line behind.
        with contextlib.suppress(OSError, ValueError), link:
            talk = Talk(link)
            self._step(talk, "banner")
            while line := talk.lines.readline():
                verb = line[:4].decode().lower()
                step = VERBS.get(verb, verb)
                said = self._step(talk, step)
                if step == "data" and said.startswith("354") and talk.read_text():
                    self._step(talk, "end")
                if step == "quit" and said:
                    return

    def _step(self, talk: Talk, step: str) -> str:
        act = self.acts.get(step)
        said = act(talk) if act else REPLIES[step]
        if said is None:
            return ""
        if step == "end" and said.startswith("250"):
            mail: Any = message_from_bytes(talk.text, policy=SMTP)
            found = re.fullmatch(r"<([0-9a-f-]{36})@.+>", str(mail["Message-ID"]))
            assert found
            self.texts.append(mail)
            self.taken.append(found[1])
        talk.say(said)
        return said
