"""The screens of trust in a real browser: the audit trail, backups, what is known about a person."""

import csv
import io
import os
import zipfile
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser

from .browsing import Visitor, visitor
from .demo_site import DemoSite
from .managing import enter, shoot

pytestmark = pytest.mark.browser
LONG = os.environ.get("PORTAL_LONG") == "1"
SIZES = ["desktop", "phone"] if LONG or os.environ.get("PORTAL_SCREENSHOTS") else ["desktop"]

# Somebody whose visits are all over, with the most of them.
PERSON = """
SELECT p.id, p.full_name FROM people_person p
  JOIN booking_visit v ON v.person_id = p.id
  JOIN booking_appointment a ON a.visit_id = v.id
 GROUP BY p.id HAVING max(a.ends_at) < now() AND p.data_key <> '' ORDER BY count(*) DESC, p.id LIMIT 1
"""


def own_faults(who: Visitor) -> list[str]:
    """Requests elsewhere and broken scripts; Wagtail's own notices in the console are not ours."""
    return [line for line in who.complaints if line.startswith(("request to", "script:"))]


@pytest.mark.parametrize("size", SIZES)
def test_the_audit_trail_is_read_filtered_and_exported(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "superadministrator")
        who.go("/admin/audit/")
        assert page.locator("table.listing tbody tr").count() > 10
        shoot(page, "admin-audit", size, "es")
        page.fill("#id_q", "acceso de la demo")
        who.press(".agenda-filters button[type=submit]")
        rows = page.locator("table.listing tbody tr")
        assert rows.count() >= 1
        assert "Acceso de la demo" in rows.first.inner_text()
        who.check_main()
        with page.expect_download() as started:
            page.locator(".agenda-filters a[download]").click()
        text = Path(started.value.path()).read_text(encoding="utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert lines[0][1] == "Qué"
        assert {line[2] for line in lines[1:]} == {"accounts.demo_login"}
        assert own_faults(who) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_screen_of_backups(demo_site: DemoSite, chromium_browser: Browser, size: str) -> None:
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "superadministrator")
        demo_site.manage("backup")
        who.go("/admin/backups/")
        assert page.locator(".trust-light[data-good=yes]").count() == 1
        assert page.locator(".trust-light").count() == 2
        who.check_main()
        shoot(page, "admin-backups", size, "es")
        assert own_faults(who) == []


@pytest.mark.parametrize("size", SIZES)
def test_a_persons_data_is_handed_over_and_erased(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    with psycopg.connect(demo_site.database) as link:
        row = link.execute(PERSON).fetchone()
    assert row is not None
    person, name = row
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "administrator")
        who.go(f"/admin/people-data/{person}/")
        assert name in page.locator("main").inner_text()
        who.check_main()
        shoot(page, "admin-person-data", size, "es")
        with page.expect_download() as started:
            page.locator("form[action$='/download/'] button").click()
        with zipfile.ZipFile(started.value.path()) as zipped:
            assert name in zipped.read("index.html").decode()
        page.fill("#id_name", "Otra Persona")
        who.press("form[action$='/erase/'] button")
        assert "no es el nombre" in page.locator("main").inner_text()
        page.fill("#id_name", name)
        who.press("form[action$='/erase/'] button")
        assert name not in page.content()
        shoot(page, "admin-person-erased", size, "es")
        assert own_faults(who) == []


TWICE = """
SELECT count(*) FROM people_likelyduplicate WHERE verdict = ''
"""


@pytest.mark.parametrize("size", SIZES)
def test_two_entries_of_one_person_are_merged_and_parted(
    demo_site: DemoSite, chromium_browser: Browser, size: str
) -> None:
    with psycopg.connect(demo_site.database) as link:
        row = link.execute(TWICE).fetchone()
    assert row is not None and row[0] >= 1
    with visitor(chromium_browser, demo_site.base, size=size) as who:
        page = who.page
        enter(who, demo_site, "administrator")
        who.go("/admin/people/")
        who.check_main()
        shoot(page, "admin-people", size, "es")
        who.press("a[href='/admin/people-merge/']")
        assert page.locator(".pair").count() >= 1
        who.check_main()
        shoot(page, "admin-duplicates", size, "es")
        who.press(".pair >> nth=0 >> a.button")
        who.check_main()
        for side in page.locator("input[type=radio][value=gone]").all():
            side.check()
        shoot(page, "admin-merge", size, "es")
        name = page.locator(".sides tbody tr").first.locator("td").last.inner_text()
        who.press("main form button[type=submit]")
        assert "Fusionadas" in page.locator("main").inner_text()
        assert name in page.locator("header").last.inner_text()
        who.press("form[action*='/undo/'] button")
        assert "vuelven a ser dos personas" in page.locator("main").inner_text()
        assert own_faults(who) == []
