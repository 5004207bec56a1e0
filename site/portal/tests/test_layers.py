"""Which way imports and foreign keys may point."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from .house import ROOT, Layers, layers, our_apps, our_models, relations

LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{tree / 'site'}"}
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_imports_point_downwards_and_an_upward_one_is_found(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    leave = shutil.ignore_patterns("__pycache__", "locale", "*.webp", "data")
    for folder in ("site", "booking", "clinic", "shop", "home", "search"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tree)
    honest = lint(tree)
    assert honest.returncode == 0, honest.stdout

    with (tree / "site/portal/core/time.py").open("a") as module:
        module.write("\nimport booking.models  # planted\n")
    with (tree / "booking/queries.py").open("a") as module:
        module.write("\nimport portal.testing  # planted\n")
    planted = lint(tree)
    assert planted.returncode != 0
    assert "portal.core.time -> booking.models" in planted.stdout
    assert "booking.queries -> portal.testing" in planted.stdout


def floor_of(module: str, floors: Layers) -> tuple[int, str] | None:
    """Which floor a module is on (0 is the top) and in which room, or None when it is not ours."""
    rooms = [
        (number, room)
        for number, floor in enumerate(floors)
        for room in floor
        if module == room or module.startswith(f"{room}.")
    ]
    return max(rooms, key=lambda found: len(found[1]), default=None)


def target_module(field: models.Field) -> str:
    """Where the model lives that `field` points at; a name that did not resolve counts too."""
    target = field.remote_field.model
    if isinstance(target, str):
        return apps.get_app_config(target.split(".")[0]).name
    return str(target.__module__)


def is_user(field: models.Field) -> bool:
    target = field.remote_field.model
    label = target if isinstance(target, str) else target._meta.label
    return label.lower() == settings.AUTH_USER_MODEL.lower()


def upward_keys(found: list[type[models.Model]], floors: Layers) -> list[str]:
    """Relations that point to a higher floor, or into another room of the same one."""
    wrong = []
    for model in found:
        here = floor_of(model.__module__, floors)
        assert here, f"{model._meta.label} is on no floor of pyproject.toml"
        for field in relations(model):
            there = floor_of(target_module(field), floors)
            if is_user(field) or there is None or there == here:
                continue
            if there[0] <= here[0]:
                wrong.append(f"{model._meta.label}.{field.name} -> {there[1]}")
    return wrong


def test_foreign_keys_point_downwards() -> None:
    assert len(our_models()) > 20
    assert upward_keys(our_models(), layers()) == []


@isolate_apps("portal.people", "portal.places")
def test_a_planted_foreign_key_is_found_however_it_is_written() -> None:
    class Upward(models.Model):
        __module__ = "portal.people.models"
        by_name = models.ForeignKey("booking.Visit", models.PROTECT)
        many = models.ManyToManyField("booking.Service")
        single = models.OneToOneField("home.ProfilePage", models.PROTECT)
        login = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
        downward = models.ForeignKey("places.Location", models.PROTECT)

        class Meta:
            app_label = "people"

    class Sideways(models.Model):
        __module__ = "portal.places.models"
        species = models.ForeignKey("taxonomy.Species", models.PROTECT)

        class Meta:
            app_label = "places"

    assert upward_keys([Upward, Sideways], layers()) == [
        "people.Upward.by_name -> booking",
        "people.Upward.single -> home",
        "people.Upward.many -> booking",
        "places.Sideways.species -> portal.taxonomy",
    ]


def test_every_installed_app_of_ours_has_a_floor() -> None:
    floors = layers()
    homeless = [
        label for label in our_apps() if floor_of(apps.get_app_config(label).name, floors) is None
    ]
    assert homeless == []
