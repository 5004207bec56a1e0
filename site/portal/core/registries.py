"""What lower floors ask of higher ones without importing them; filled in AppConfig.ready()."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

Ids = Sequence[UUID]


@dataclass(frozen=True)
class Personal:
    """Why a personal field is kept, for how long, and what export and erasure do with it.

    `erase` is "destroy" (the value goes), "anonymise" (the row stays, and no longer says whose it is)
    or "keep", which needs the `rule` of the retention list that demands it. `empty` answers what
    stands in the field afterwards where nothing may not.
    """

    why: str
    keep: str
    export: bool = True
    erase: str = "destroy"
    rule: str = ""
    empty: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Classified:
    """Every field of one model: which are personal, which are not, and whose its rows are."""

    model: str  # "people.Person"
    personal: dict[str, Personal] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    # A path from the row to a Person ("visit__person"), or a question about Persons' ids.
    person: str | Callable[[Ids], Q] = ""
    # Fields that are not personal, and shown to whoever asks what is known about them.
    shown: tuple[str, ...] = ()
    # Whether erasing removes the rows themselves.
    rows: str = "keep"
    # From which field on the rule of a kept field counts.
    since: str = ""

    def of(self, ids: Ids) -> Q:
        """The rows that are about these Persons."""
        if callable(self.person):
            return self.person(ids)
        return Q(**{f"{self.person}__in": list(ids)})


_classified: dict[str, Classified] = {}


def classify(
    model: str,
    *,
    plain: str = "",
    personal: dict[str, Personal] | None = None,
    person: str | Callable[[Ids], Q] = "",
    shown: str = "",
    rows: str = "keep",
    since: str = "",
) -> None:
    """State for `model` ("app.Model") which fields are personal and which (space-separated) are not.

    Raises ValueError when a field is named twice, or the model was classified before.
    """
    if model.lower() in _classified:
        raise ValueError(f"{model}: already classified")
    names = frozenset(plain.split())
    if both := names & set(personal or {}):
        raise ValueError(f"{model}: both personal and not: {sorted(both)}")
    _classified[model.lower()] = Classified(
        model, personal or {}, names, person, tuple(shown.split()), rows, since
    )


def classification(model: str) -> Classified | None:
    """What was stated for `model` ("app.Model"), or None."""
    return _classified.get(model.lower())


def about_people() -> list[Classified]:
    """Every model whose rows are about a Person, in the order the apps stated them."""
    return [stated for stated in _classified.values() if stated.person]


@dataclass(frozen=True)
class Eraser:
    """What an app has to say and do when a Person is erased.

    `obstacle` answers why that cannot be now, in the reader's words, or nothing; `begin` writes what
    ends with the person before anything is planned; `close` does what emptying fields does not (closing
    a login). All get the Person and everybody merged into them.
    """

    obstacle: Callable[[Ids], str] = lambda ids: ""
    begin: Callable[[Ids], None] = lambda ids: None
    close: Callable[[Ids], None] = lambda ids: None


_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Have a word when somebody is erased."""
    _erasers.append(eraser)


def erasers() -> list[Eraser]:
    return list(_erasers)


@dataclass(frozen=True)
class Expiry:
    """Rows that a rule of the retention list ends: `remove` takes those from before the limit.

    `remove` is called with the limit, removes a bounded number of rows and returns how many; it is
    called again until it finds none.
    """

    rule: str
    remove: Callable[[datetime], int]


_expiries: list[Expiry] = []


def register_expiry(rule: str, remove: Callable[[datetime], int]) -> None:
    """Have the retention job call `remove` with the moment the rule reaches back to."""
    _expiries.append(Expiry(rule, remove))


def expiries() -> list[Expiry]:
    return list(_expiries)


_aliases: list[Callable[[str], list[str]]] = []


def register_aliases(ids: Callable[[str], list[str]]) -> None:
    """Say under which other ids a thing was known: rows that never change go on naming those."""
    _aliases.append(ids)


def aliases(target_id: str) -> list[str]:
    """The other ids of what `target_id` names, from every app that knows of some."""
    return [other for ids in _aliases for other in ids(target_id)]


_client_pages: list[Callable[[UUID], str]] = []


def register_client_page(url: Callable[[UUID], str]) -> None:
    """Say where staff find everything about one client."""
    _client_pages[:] = [url]


def client_page(person: UUID) -> str:
    """The address of the client's file; empty where no app has one."""
    return _client_pages[0](person) if _client_pages else ""


_screens: dict[str, str | Promise] = {}


def declare_screens(names: Mapping[str, str | Promise]) -> None:
    """Say what the screens are called on which staff read people's data, by their codes."""
    _screens.update(names)


def screen_name(code: str) -> str:
    """What the screen is called; the code itself where its app is no longer installed."""
    return str(_screens.get(code, code))


def is_screen(code: str) -> bool:
    """Whether an app has declared the screen."""
    return code in _screens


__all__ = [
    "Classified",
    "Eraser",
    "Expiry",
    "Personal",
    "about_people",
    "aliases",
    "classification",
    "classify",
    "client_page",
    "declare_screens",
    "erasers",
    "expiries",
    "is_screen",
    "register_aliases",
    "register_client_page",
    "register_eraser",
    "register_expiry",
    "screen_name",
]
