"""The words of the agenda's screens for staff: nobody meets an attribute's name or the wrong language."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal.places.actions import location_was_saved
from portal.testing import make_location, make_user
from portal.tests.budgets import make_stage

pytestmark = pytest.mark.django_db

LISTS = {
    "/admin/appointments/": {"Día", "Hora", "Cliente", "Animal", "Servicio", "Estado"},
    "/admin/time-off/": {"Profesional", "Tipo", "Desde", "Hasta"},
    "/admin/working-hours/": {"Profesional", "Lugar", "Desde", "Hasta"},
    "/admin/closures/": {"Cuándo", "Lugar", "Motivo", "Tipo", "Fuente"},
    "/admin/services/": {"Nombre", "Precio"},
    "/admin/professions/": {"Nombre en español", "Regulada"},
}
HEADER = re.compile(r"<th[^>]*>(.*?)</th>", re.S)
TAG = re.compile(r"<[^>]+>")


def headers(content: str) -> set[str]:
    """What the columns are called; words about sorting may follow."""
    found = (TAG.sub(" ", cell) for cell in HEADER.findall(content))
    return {" ".join(cell.split()) for cell in found if cell.strip()}


@pytest.fixture
def staff(client: Client, settings: Any, tmp_path: Path, db: None) -> Client:
    """An administrator who reads Spanish, in a house with at least one row in every list."""
    settings.MEDIA_ROOT = tmp_path
    make_stage()
    location_was_saved(location=make_location(region="CN"))
    client.force_login(make_user("staff@example.com", "administrator"))
    return client


@pytest.mark.parametrize("path", LISTS)
def test_columns_are_called_something_in_spanish(staff: Client, path: str) -> None:
    content = staff.get(path).content.decode()
    found = headers(content)
    missing = {name for name in LISTS[path] if not any(one.startswith(name) for one in found)}
    assert missing == set(), sorted(found)
    assert not {"method", "Method", "Name", "name"} & found


def test_the_editor_keeps_its_own_words_beside_the_recurrence_widget(staff: Client) -> None:
    """Django's jquery.init.js would replace window.django, where Wagtail keeps its translations."""
    content = staff.get("/admin/working-hours/create/").content.decode()
    assert "recurrence-words.js" in content
    assert "js/admin-jquery" in content
    assert "jquery.init" not in content


FAR = {
    "/admin/working-hours/create/": ("starts_on", "ends_on"),
    "/admin/time-off/create/": ("starts_at", "ends_at"),
    "/admin/closures/create/": ("starts_at", "ends_at", "day"),
}


@pytest.mark.parametrize("path", FAR)
def test_days_beyond_the_calendar_are_refused_in_words(staff: Client, path: str) -> None:
    """The calendar's arithmetic ends there: nothing after the form could reckon with them."""
    days = dict.fromkeys(FAR[path], "9999-12-31")
    moments = {name: "9999-12-31 23:30" for name in days if name.endswith("_at")}
    answer = staff.post(path, {**days, **moments, "kind": "holiday"})
    assert answer.status_code == 200
    form = answer.context["form"]
    # Of a holiday the day counts, and no moment.
    assert {name for name in days if form.errors.get(name)} == set(days)
    staff.force_login(make_user("sara@example.com", "superadministrator"))
    assert staff.get("/admin/audit/?first=0001-01-01&last=9999-12-31").status_code == 200
