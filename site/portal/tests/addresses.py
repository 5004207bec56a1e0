"""Every address of the site with an example, and the policy that docs/security.md states for it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from .house import ROOT

DOCUMENT = ROOT / "docs" / "security.md"
ROLES = (
    "anonymous",
    "client",
    "professional",
    "assistant",
    "editor",
    "administrator",
    "superadministrator",
)
COLUMNS = ("url name", "methods", *ROLES, "notes")
# What a cell may say; docs/security.md explains each word to people.
WORDS = {"yes", "own", "login", "no", "404", "click"}

# What stands for a converter, and for a group of a regular expression, in an example.
BY_CONVERTER = {
    "int": "987654",
    "str": "987654",
    "slug": "example",
    "uuid": "0b6fdb6c-3d4f-4a3c-8d0e-5b1f9f3c9a11",
    "path": "images/example.webp",
}
BY_GROUP = ("987654", "live", "example", "example/")


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its full name, and a path that it answers."""

    name: str
    example: str
    has_arguments: bool


@dataclass(frozen=True)
class Rule:
    """One row of the table."""

    pattern: str
    methods: frozenset[str]
    cells: dict[str, str]

    def covers(self, name: str) -> bool:
        return fnmatchcase(name, self.pattern)


def walk(
    patterns: Iterable[URLPattern | URLResolver] | None = None,
    namespaces: tuple[str, ...] = (),
    before: str = "",
) -> Iterator[Address]:
    """Every address below `patterns` (default: the whole site)."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        text = example_of(str(entry.pattern), type(entry.pattern).__name__)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from walk(entry.url_patterns, inner, before + text)
        else:
            # Wagtail's last resort below /admin/ and one of its tests have no name.
            name = entry.name or str(entry.pattern).strip("^$/")
            plain = text == str(entry.pattern).strip("^$")
            yield Address(":".join([*namespaces, name]), f"/{before}{text}", not plain)


def example_of(pattern: str, kind: str) -> str:
    """A text that the pattern of a path, a regular expression or a language prefix matches."""
    if kind == "RegexPattern":
        return _example_of_expression(pattern)
    return re.sub(r"<(?:(\w+):)?\w+>", lambda match: BY_CONVERTER[match[1] or "str"], pattern)


def _example_of_expression(pattern: str) -> str:
    text = pattern.strip("^$").replace(".*/", "nowhere/")
    while group := re.search(r"\((?:\?P<\w+>|\?:)?((?:[^()]|\([^()]*\)(?![^()]*\())*)\)", text):
        inner = group[1]
        found = next((word for word in BY_GROUP if re.fullmatch(inner, word)), None)
        assert found is not None, f"no example for {pattern}: teach BY_GROUP a word"
        text = text[: group.start()] + found + text[group.end() :]
    return text.replace("\\", "")


def rules(document: Path = DOCUMENT) -> list[Rule]:
    """The rows of the one table that begins with `url name`; a malformed row fails."""
    lines = document.read_text(encoding="utf-8").splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("| url name |"))
    assert tuple(_cells(lines[head])) == COLUMNS
    found = []
    for line in lines[head + 2 :]:
        if not line.startswith("|"):
            break
        name, methods, *cells, notes = _cells(line)
        assert len(cells) == len(ROLES), line
        assert set(cells) <= WORDS, f"{line}: a cell says one of {sorted(WORDS)}"
        assert notes, f"{line}: say why"
        found.append(
            Rule(name.strip("`"), frozenset(methods.split()), dict(zip(ROLES, cells, strict=True)))
        )
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rule_for(name: str, known: Iterable[Rule]) -> Rule | None:
    """The row for an address: its own, else the most detailed pattern that covers it."""
    covering = [rule for rule in known if rule.covers(name)]
    return max(covering, key=lambda rule: (rule.pattern == name, len(rule.pattern)), default=None)


def undeclared(found: Iterable[Address], known: list[Rule]) -> list[str]:
    """Addresses that no row of the table speaks of."""
    return sorted({address.name for address in found if rule_for(address.name, known) is None})


def unused(found: Iterable[Address], known: list[Rule]) -> list[str]:
    """Rows that speak of no address."""
    said = {id(rule_for(address.name, known)) for address in found}
    return [rule.pattern for rule in known if id(rule) not in said]
