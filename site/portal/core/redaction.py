"""Secrets that stand in addresses: taken out of every log line, whoever writes it.

Apps state which addresses hold one; the last step of the log's formatter takes it out of the whole
line, so that message, arguments, path and the text of an exception are all covered.
"""

import re
from typing import Any

HIDDEN = "[hidden]"
_before: list[str] = []
_pattern: re.Pattern[str] | None = None
# As reverse() complains of it: keyword arguments, or positional ones.
_ARGUMENT = re.compile(r"('token': ')[^']+")


def hide_after(*beginnings: str) -> None:
    """What follows one of `beginnings` in an address, up to the next slash, is a secret."""
    global _pattern
    _before.extend(text for text in beginnings if text not in _before)
    ways = [re.escape(text).replace("/", "(?:/|%2F)") for text in _before]
    _pattern = re.compile(rf"({'|'.join(ways)})[^\s/\"'\\?#&%<>]+", re.IGNORECASE)


def redacted(text: str) -> str:
    """`text` without the secrets of addresses."""
    text = _ARGUMENT.sub(rf"\g<1>{HIDDEN}", text)
    return _pattern.sub(rf"\g<1>{HIDDEN}", text) if _pattern else text


def redact_line(logger: Any, name: str, line: str) -> str:
    """Structlog's last processor: the finished line, without the secrets of addresses."""
    return redacted(line)
