"""Ctrl-C, a closed terminal and a polite kill all mean the same: stop everything, then end."""

import select
import signal
import sys
import threading
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_asked = threading.Event()
_terminal = select.poll()
# Checks are run in two threads, and a poll object serves one at a time.
_looking = threading.Lock()


class Interrupted(Exception):
    """Someone asked us to stop while something was under way."""


def listen() -> None:
    """From now on the signals only leave a note, so that nothing is cut off half-way."""
    for number in SIGNALS:
        signal.signal(number, _note)
    if sys.stdout.isatty():
        _terminal.register(sys.stdout.fileno(), select.POLLERR)


def _note(number: int, frame: FrameType | None) -> None:
    _asked.set()


def pause(seconds: float) -> None:
    """Sleep, or raise Interrupted as soon as someone asks us to stop."""
    if _asked.wait(seconds) or _terminal_gone():
        raise Interrupted


def _terminal_gone() -> bool:
    """Whether our terminal was closed; a make that leads the session keeps that to itself."""
    with _looking:
        return any(state & select.POLLHUP for _, state in _terminal.poll(0))
