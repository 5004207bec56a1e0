"""The house as its own files state it: the folders, the layers, the models that are ours."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(settings.ROOT)
# What is made by running, installing or testing is not the project.
MADE = {".git", ".venv", ".demo", ".test", ".bench", "__pycache__", "node_modules", ".hypothesis"}
CODE = ("booking", "clinic", "home", "search", "shop", "site", "conftest.py", "manage.py")

Layers = list[frozenset[str]]


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """The project's files with one of these endings, in a fixed order."""
    for path in sorted(under.iterdir()):
        if path.is_dir():
            # Tools keep their caches in hidden folders; .ci is ours.
            if path.name not in MADE and (not path.name.startswith(".") or path.name == ".ci"):
                yield from files(*suffixes, under=path)
        elif path.name.endswith(suffixes):
            yield path


def python_files() -> Iterator[Path]:
    return files(".py")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layers(pyproject: Path = ROOT / "pyproject.toml") -> Layers:
    """The floors of the house, the top one first, as import-linter reads them."""
    contracts = tomllib.loads(pyproject.read_text())["tool"]["importlinter"]["contracts"]
    stated = next(contract for contract in contracts if contract["id"] == "layers")["layers"]
    return [frozenset(name.strip(" ()") for name in floor.split("|")) for floor in stated]


def our_apps() -> frozenset[str]:
    """Labels of the installed apps that this project holds."""
    return frozenset(
        config.label
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(ROOT) and ".venv" not in Path(config.path).parts
    )


def our_models() -> list[type[models.Model]]:
    """Every model of ours but the tables Django makes for many-to-many fields."""
    ours = our_apps()
    return [model for model in apps.get_models() if model._meta.app_label in ours]


def relations(model: type[models.Model]) -> Iterable[models.Field]:
    """The model's own foreign keys, one-to-ones and many-to-manys; not the way back."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if field.remote_field]
