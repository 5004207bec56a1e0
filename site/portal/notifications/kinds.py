"""Kinds of message: declared by the apps that send them, with what is attached."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Notification

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Attachment:
    """A file of a message: name, content and MIME type with its parameters."""

    name: str
    content: bytes
    mimetype: str


@dataclass(frozen=True)
class Kind:
    """A message people may get.

    `code` is "app.event"; its templates are notifications/<app>/<event>.{subject.txt,txt,html}.
    `view` turns the frozen facts into what the templates show, in the active language.
    `at_sending` is asked as the worker sends, in the reader's language: what it answers joins the
    facts of this one rendering and is kept nowhere, so a secret such as a link has its place here.
    `label` is what staff call it.
    Of an `is_secret` kind (a code made by somebody else) the facts are emptied as soon as it is sent.
    """

    code: str
    view: Callable[[Facts], dict[str, Any]]
    attachments: Callable[[Facts], list[Attachment]] = lambda facts: []
    at_sending: Callable[["Notification"], dict[str, Any]] = lambda message: {}
    label: str | Promise = ""
    is_secret: bool = False

    @property
    def template(self) -> str:
        return "notifications/" + self.code.replace(".", "/", 1)


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; called from AppConfig.ready()."""
    _kinds[kind.code] = kind


def kind(code: str) -> Kind:
    """The declared kind; KeyError for an unknown code."""
    return _kinds[code]


def label_of(code: str) -> str | Promise:
    """What staff call messages of that kind; the code where its app is gone or names none."""
    found = _kinds.get(code)
    return (found and found.label) or code
