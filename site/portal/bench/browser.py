"""A visitor without a browser: keeps cookies, reads the forms of a page and fills them in."""

import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from .client import Answer, Link, get, post


@dataclass
class Form:
    """Where a form is sent and what stands in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """The forms of a page that are sent by POST, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = values.get("method", "").lower() == "post"
            self._open = Form(values.get("action", "")) if is_post else None
            if self._open:
                self.found.append(self._open)
        elif self._open and tag in {"input", "textarea", "select", "option"}:
            self._take(tag, values)

    def _take(self, tag: str, values: dict[str, str]) -> None:
        assert self._open
        name = self._select if tag == "option" else values.get("name", "")
        if tag == "select":
            self._select = name
        if not name or values.get("type") in {"submit", "button"}:
            return
        # Of choices the last one counts: the first may be an empty line.
        if tag == "option" or values.get("type") == "radio" or name not in self._open.fields:
            self._open.fields[name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


class Lost(Exception):
    """A page was not what the visitor expected."""


class Browser:
    """Somebody new: an own address, an own email, no cookie yet."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.cookies: dict[str, str] = {}
        self.number = secrets.randbelow(10**8)
        octets = (self.number >> 16 & 255, self.number >> 8 & 255, self.number & 255)
        self.address = "10.{}.{}.{}".format(*octets)

    def open(self, url: str) -> Answer:
        """The page at `url`, redirects followed."""
        return self.follow(self.ask(get(_path(url), self._cookie())))

    def ask(self, request: bytes) -> Answer:
        answer = self.link.ask(request)
        for cookie in answer.header("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return answer

    def follow(self, answer: Answer) -> Answer:
        while answer.status in {301, 302, 303}:
            (target,) = answer.header("Location")
            answer = self.ask(get(_path(target), self._cookie()))
        return answer

    def filled(self, page: Answer, wanted: str) -> Form:
        """The form of the page that has the field, or the address, `wanted`, with our own words."""
        if page.status != 200:
            raise Lost(f"{page.status}: {page.body[:300]!r}")
        reader = _Forms()
        reader.feed(page.body.decode())
        for form in reader.found:
            if wanted in form.fields or wanted in form.action:
                form.fields |= {name: self._word(name, was) for name, was in form.fields.items()}
                return form
        raise Lost(f"no form with {wanted}")

    def request(self, form: Form, action: str = "") -> bytes:
        return post(action or form.action, form.fields, self._cookie(), self.address)

    def _word(self, name: str, was: str) -> str:
        words = {
            "full_name": "Elena Rius",
            "email": f"bench{self.number}@example.com",
            "phone": f"6{self.number:08d}",
            "species": "dog",
        }
        for ending, word in {**words, "label": "Luna", "pet_name": "Luna", "notes": ""}.items():
            if re.search(rf"(^|\W|_|\d){ending}$", name):
                return word
        return was

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
