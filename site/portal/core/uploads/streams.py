"""The streams of a PDF, found as readers find them: the head of an object, a dictionary, a keyword.

Texts and comments are passed over as such: a word inside one ends nothing and begins nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .errors import TooLarge, Unsafe
from .words import CANNOT_LOOK, TOO_MUCH

SPACE = rb"[\0\t\n\f\r ]"
# A comment that goes on for longer than this, where none is needed, hides what is behind it.
HEAD = re.compile(rb"(?<![A-Za-z])obj(?:" + SPACE + rb"|%[^\r\n]{0,255}+(?=[\r\n]))*+(<<|%)")
# Readers take the rest of the keyword's line for nothing.
KEYWORD = re.compile(
    rb"(?:" + SPACE + rb"|%[^\r\n]{0,255}+(?=[\r\n]))*+(%|stream(?:[^\r\n]{0,255}+(\r\n|\n|\r))?)"
)
# What stands between the brackets of a dictionary and its texts: words, comments, figures in <>.
PLAIN = re.compile(rb"(?:[^()<>%]++|%[^\r\n]*+|<(?!<)[^>]*+>)++")
IN_TEXT = re.compile(rb"(?:[^()\\]++|\\.)++", re.DOTALL)
REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
TOKEN = re.compile(rb"%[^\r\n]*+|<<|>>|<[^>]*+>|\(|[\[\]]|/" + REGULAR + rb"*+|" + REGULAR + rb"++")
# A name may be written with the codes of its letters.
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

FLATE = frozenset({b"/FlateDecode", b"/Fl"})
BASE_85 = frozenset({b"/ASCII85Decode", b"/A85"})
AS_TEXT = BASE_85 | {b"/ASCIIHexDecode", b"/AHx"}
# By these a reader would look for the content, or its packing, somewhere else.
ELSEWHERE = frozenset({b"/F", b"/DP", b"/DecodeParms", b"/FFilter", b"/FDecodeParms"})

# No paper of a few pages has more; each object is read once, so the time is bounded too.
MOST_OBJECTS = 200_000
MOST_STREAMS = 20_000
MOST_DICTIONARY = 1024 * 1024


def names_read(content: bytes) -> bytes:
    """The same with every name in plain letters."""
    return ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), content)


@dataclass(frozen=True)
class Stream:
    """What a stream says of itself, and where its content begins."""

    said: bytes
    start: int

    @cached_property
    def words(self) -> list[bytes]:
        """Names, numbers and brackets of the dictionary itself; what is nested in it is left out."""
        found, depth, at = [], 0, 0
        while token := TOKEN.search(self.said, at):
            word, at = token[0], token.end()
            if word == b"(":
                at = _end_of_text(self.said, at, len(self.said))
            depth += (word == b"<<") - (word == b">>")
            if not depth and word[:1] not in (b"(", b"<", b">", b"%"):
                found.append(names_read(word))
        return found

    @property
    def holds_objects(self) -> bool:
        """Whether a reader may look for objects in it: they need no more than to know where and how many."""
        return b"/ObjStm" in self.words or {b"/First", b"/N"} <= set(self.words)

    @property
    def filters(self) -> list[bytes]:
        """How it is packed, in the order of unpacking."""
        if b"/Filter" not in self.words:
            return []
        rest = self.words[self.words.index(b"/Filter") + 1 :]
        if rest[:1] != [b"["]:
            return rest[:1]
        return rest[1 : rest.index(b"]")] if b"]" in rest else rest

    @property
    def is_clear(self) -> bool:
        """Whether what it holds can be looked at: as it is, or packed once, by nothing but Flate."""
        words, filters = self.words, self.filters
        if words.count(b"/Filter") > 1 or ELSEWHERE & set(words):
            return False
        once = filters[-1:] and filters[-1] in FLATE and len(filters) <= 2
        return not filters or bool(once and AS_TEXT.issuperset(filters[:-1]))


def streams(content: bytes) -> Iterator[Stream]:
    """Every stream of every object. Raises TooLarge for more than a paper has, Unsafe where one is hidden."""
    count, left = 0, 4 * len(content)
    for number, head in enumerate(HEAD.finditer(content)):
        end = _end_of_dictionary(content, head.end())
        left -= (end or len(content)) - head.end()
        if number == MOST_OBJECTS or left < 0:
            raise TooLarge(TOO_MUCH)
        if head[1] == b"%":
            raise Unsafe(CANNOT_LOOK)
        if end is None:
            continue
        if keyword := KEYWORD.match(content, end):
            if keyword[2] is None:
                raise Unsafe(CANNOT_LOOK)
            count += 1
            if count > MOST_STREAMS:
                raise TooLarge(TOO_MUCH)
            yield Stream(content[head.end() : end - 2], keyword.end())


def _end_of_dictionary(content: bytes, at: int) -> int | None:
    """Right behind it; None where the file ends before. Raises Unsafe for one without end."""
    depth, most = 1, min(len(content), at + MOST_DICTIONARY)
    while at < most:
        if plain := PLAIN.match(content, at, most):
            at = plain.end()
        two = content[at : at + 2]
        if two in (b"<<", b">>"):
            depth += 1 if two == b"<<" else -1
            at += 2
            if not depth:
                return at
        elif two[:1] == b"(":
            at = _end_of_text(content, at + 1, most)
        else:
            # A bracket that belongs to nothing.
            at += 1
    if most < len(content):
        raise Unsafe(CANNOT_LOOK)
    return None


def _end_of_text(content: bytes, at: int, most: int) -> int:
    """Right behind the bracket that closes a text, however many are open in it."""
    depth = 1
    while depth and at < most:
        if words := IN_TEXT.match(content, at, most):
            at = words.end()
        depth += {b"(": 1, b")": -1}.get(content[at : at + 1], 0)
        at += 1
    return at
