"""Names, sizes, settings and paths: what keeps the house readable."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from .house import files, python_files, shown

NAMELESS = {"utils.py", "helpers.py", "common.py", "misc.py"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
Sources = Iterable[tuple[str, str]]


def sources(found: Iterable[Path]) -> list[tuple[str, str]]:
    return [(shown(path), path.read_text(encoding="utf-8")) for path in found]


def nameless(paths: Iterable[str]) -> list[str]:
    """Modules called after nothing in particular."""
    return [path for path in paths if path.rpartition("/")[2] in NAMELESS]


def too_long(found: Sources) -> list[str]:
    """Files and functions nobody reads to the end; migrations and tests aside."""
    lines = []
    for path, text in found:
        if "/migrations/" in path or "/tests/" in path:
            continue
        if (length := text.count("\n")) > LONGEST_FILE:
            lines.append(f"{path}: {length} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    lines.append(f"{path}: {node.name} has {length} lines")
    return lines


def test_no_module_is_a_room_for_rubbish() -> None:
    paths = [shown(path) for path in python_files()]
    assert len(paths) > 150
    assert nameless(paths) == []


def test_files_and_functions_stay_short() -> None:
    assert too_long(sources(python_files())) == []


def test_planted_names_and_sizes_are_found() -> None:
    assert nameless(["booking/utils.py", "site/portal/misc.py", "booking/models.py"]) == [
        "booking/utils.py",
        "site/portal/misc.py",
    ]
    long_function = "def endless():\n" + "    x = 1\n" * 60
    assert too_long([("booking/a.py", "x = 1\n" * 301), ("booking/b.py", long_function)]) == [
        "booking/a.py: 301 lines",
        "booking/b.py: endless has 61 lines",
    ]
    assert too_long([("booking/tests/test_a.py", "x = 1\n" * 301)]) == []


# Where the settings are read that our own code does not read.
READERS = (
    "django",
    "wagtail",
    "wagtail_localize",
    "csp",
    "django_tasks",
    "celery/app",
    "allauth",
    "corsheaders",
    "drf_spectacular",
)


def settings_stated(found: Sources) -> set[str]:
    """Every name in capitals that a settings module assigns."""
    return {
        target.id
        for _path, text in found
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and re.fullmatch(r"[A-Z][A-Z0-9_]+", target.id)
    }


def read_by_ours(name: str, text: str) -> bool:
    """Said more often than it is assigned, in the settings or anywhere else in our code."""
    said = len(re.findall(rf"\b{name}\b", text))
    assigned = len(re.findall(rf"^\s*{name}\s*(?::[^=]+)?=", text, re.M))
    return said > assigned


def unread(names: set[str], ours: str, theirs: str) -> list[str]:
    """Settings that neither we nor a library we use reads."""
    known = set(re.findall(r"[A-Z][A-Z0-9_]+", theirs))
    # Celery calls its own settings in lower case, without our prefix.
    known |= {f"CELERY_{word.upper()}" for word in re.findall(r"[a-z][a-z_]+", theirs)}
    # allauth puts the app before the name as it reads.
    known |= {f"{app}_{word}" for app in ("ACCOUNT", "USERSESSIONS") for word in set(known)}
    return sorted(name for name in names - known if not read_by_ours(name, ours))


def test_every_setting_is_read_by_somebody() -> None:
    packages = Path(pytest.__file__).parents[1]
    theirs = "\n".join(
        path.read_text(encoding="utf-8")
        for package in READERS
        for path in (packages / package).rglob("*.py")
        if "/tests/" not in path.as_posix() and "/migrations/" not in path.as_posix()
    )
    # Celery spells its defaults as names in nested namespaces.
    theirs += " ".join(_celery_names())
    mine = [path for path in python_files() if "/tests/" not in path.as_posix()]
    stated = settings_stated(sources(p for p in mine if p.parent.name == "settings"))
    ours = "\n".join(text for _path, text in sources(mine))
    assert len(stated) > 60
    assert unread(stated, ours, theirs) == []


def _celery_names() -> list[str]:
    from celery.app.defaults import NAMESPACES, flatten

    return [name for name, _option in flatten(NAMESPACES)]


def test_a_planted_setting_nobody_reads_is_found() -> None:
    planted = settings_stated([("base.py", "LEFT_OVER = 1\nUSED = 2\nTIME_ZONE = 'UTC'\n")])
    ours = "LEFT_OVER = 1\nUSED = 2\nprint(settings.USED)\n"
    assert unread(planted, ours, "TIME_ZONE = None") == ["LEFT_OVER"]


# Written in pieces, so that this file is not the first one found.
OUTSIDE = re.compile(
    "|".join([r"\.\./" + "shared", "/work" + "/", "/tmp" + "/boot", "pypi" + r"\."])
)
TEXTS = (
    ".py",
    ".html",
    ".txt",
    ".toml",
    ".css",
    ".js",
    ".md",
    ".in",
    ".csv",
    ".po",
    "run",
    "Makefile",
)


def outside(found: Sources) -> list[str]:
    """Places that name something which is not in the repository."""
    return [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in found
        for number, line in enumerate(text.splitlines(), 1)
        if OUTSIDE.search(line)
    ]


def test_nothing_reads_outside_the_repository() -> None:
    assert outside(sources(files(*TEXTS))) == []


def test_a_planted_path_is_found() -> None:
    planted = [("a.py", "fine\nopen('../" + "shared/x.csv')")]
    assert outside(planted) == ["a.py:2: open('../" + "shared/x.csv')"]


def test_every_variable_of_the_environment_is_documented() -> None:
    """docs/architecture.md lists them, so an installation need not read the settings."""
    docs = next(p for p in files("architecture.md")).read_text(encoding="utf-8")
    asked = {
        name
        for _path, text in sources(p for p in python_files() if p.parent.name == "settings")
        for name in re.findall(r"env\.(?:text|raw|words|integer|boolean)\(\"([A-Z_]+)\"", text)
    }
    assert len(asked) > 15
    assert sorted(name for name in asked if f"`{name}`" not in docs) == []
