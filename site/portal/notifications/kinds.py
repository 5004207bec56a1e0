"""Kinds of message: declared by the apps that send them, with what is attached."""

from collections.abc import Callable, Iterable, Mapping
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


# The ways a message goes: by email, and into the inbox of the account.
EMAIL, INBOX = "email", "inbox"
Words = str | Promise


def _preheader(view: Mapping[str, Any]) -> str:
    return str(view.get("preheader", ""))


@dataclass(frozen=True)
class Preference:
    """How the account asks about a kind of message.

    `title` is what it is called there, `audience` says whose it is ("client", "professional",
    "applicant"). It goes by `channels`; those in `fixed` cannot be switched off, and `why` says why
    not. A kind that rests on a `consent` (portal.people.consents) goes to nobody who has not given it.
    `text` takes what the kind's `view` answers and gives what the inbox shows below the subject.
    """

    title: Words
    audience: str
    channels: tuple[str, ...] = (EMAIL, INBOX)
    fixed: tuple[str, ...] = ()
    why: Words = ""
    consent: str = ""
    text: Callable[[Mapping[str, Any]], str] = _preheader


@dataclass(frozen=True)
class Kind:
    """A message people may get.

    `code` is "app.event"; its templates are notifications/<app>/<event>.{subject.txt,txt,html}.
    `view` turns the frozen facts into what the templates show, in the active language.
    `at_sending` is asked as the worker sends, in the reader's language: what it answers joins the
    facts of this one rendering and is kept nowhere, so a secret such as a link has its place here.
    `label` is what staff call it.
    Of an `is_secret` kind (a code made by somebody else) the facts are emptied as soon as it is sent.
    Without a `preference` nobody is asked: it goes by email, and never into an inbox.
    """

    code: str
    view: Callable[[Facts], dict[str, Any]]
    attachments: Callable[[Facts], list[Attachment]] = lambda facts: []
    at_sending: Callable[["Notification"], dict[str, Any]] = lambda message: {}
    label: str | Promise = ""
    is_secret: bool = False
    preference: Preference | None = None

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


def is_secret(code: str) -> bool:
    """Whether messages of that kind carry what nobody but the reader may see."""
    found = _kinds.get(code)
    return bool(found and found.is_secret)


def label_of(code: str) -> str | Promise:
    """What staff call messages of that kind; the code where its app is gone or names none."""
    found = _kinds.get(code)
    return (found and found.label) or code


def offered(audiences: Iterable[str]) -> list[Kind]:
    """The kinds somebody of these audiences is asked about, in the order they were declared."""
    wanted = set(audiences)
    return [one for one in _kinds.values() if one.preference and one.preference.audience in wanted]
