"""Backups when they are due, old ones gone, failures told, and a screen that says so."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.audit.models import AuditEvent
from portal.backups import actions, programs, telling
from portal.backups.actions import back_up, back_up_if_due, kept_names, prune
from portal.backups.errors import CannotBackUp
from portal.backups.models import BackupRun, RestoreRun
from portal.backups.queries import overview
from portal.core.time import now
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.people.models import ContactPoint
from portal.testing import make_user
from portal.tests.parallel import at_once

from .backup_ground import Ground, make_ground

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(settings: Any, tmp_path: Path) -> Ground:
    return make_ground(settings, tmp_path)


@pytest.fixture
def owner() -> Any:
    user = make_user("sara@example.com", "superadministrator")
    ContactPoint.objects.create(person=user.person, kind="email", value="sara@example.com")
    return user


def lights() -> list[bool]:
    return [light.is_good for light in overview().lights]


def test_a_backup_is_made_once_a_day(ground: Ground) -> None:
    run = back_up_if_due()
    assert run is not None and run.is_good
    assert (run.files, run.rows > 500, run.size > 10_000) == (1, True, True)
    assert back_up_if_due() is None
    BackupRun.objects.update(started_at=now() - timedelta(hours=25))
    # The folder's name is the second it began in.
    (ground.backups / run.name).rename(ground.backups / "20251124T030000Z")
    assert back_up_if_due() is not None
    actions = AuditEvent.objects.filter(action="backups.backup_finished")
    assert actions.count() == 2


def test_two_workers_make_one_backup(ground: Ground) -> None:
    answers = at_once([back_up_if_due, back_up_if_due])
    assert sum(answer is not None for answer in answers) == 1
    assert len(kept_names()) == 1


def test_without_a_key_nothing_is_made_and_the_screen_is_red(ground: Ground, settings: Any) -> None:
    settings.BACKUP_RECIPIENT = ""
    assert back_up_if_due() is None
    assert lights() == [False, False]
    with pytest.raises(CommandError, match="backup_key"):
        call_command("backup", stdout=StringIO())
    settings.BACKUP_RECIPIENT = "nonsense"
    with pytest.raises(CannotBackUp, match="age public key"):
        back_up()


def test_old_backups_go_and_the_last_one_stays(ground: Ground) -> None:
    run = back_up()
    for name in ("20200101T000000Z", "20200102T000000Z"):
        (ground.backups / name).mkdir()
        (ground.backups / name / "manifest.json").write_text("{}")
    (ground.backups / "erasures").mkdir()
    assert prune() == 2
    assert kept_names() == [run.name]
    assert (ground.backups / "erasures").is_dir()
    assert prune() == 0
    # Even the last one grows old: better an old backup than none.
    (ground.backups / run.name).rename(ground.backups / "20200103T000000Z")
    assert prune() == 0


def test_a_failure_is_noted_told_once_a_day_and_red(
    ground: Ground, owner: Any, monkeypatch: Any, mailoutbox: Any
) -> None:
    monkeypatch.setattr(programs, "program", lambda name: "/bin/false")
    for _attempt in range(2):
        with pytest.raises(CannotBackUp):
            back_up()
    assert BackupRun.objects.filter(error__startswith="pg_dump failed").count() == 2
    assert list(ground.backups.iterdir()) == []
    assert lights()[0] is False
    assert Notification.objects.filter(kind="backups.backup_failed").count() == 1
    send_due()
    assert len(mailoutbox) == 1
    assert "pg_dump failed" in mailoutbox[0].body


def test_the_lights_say_what_is_wrong(ground: Ground, settings: Any) -> None:
    run = back_up()
    assert lights() == [True, False]
    drill = RestoreRun.objects.create(
        backup=run.name, finished_at=now(), rows_equal=True, files_equal=True, chain_good=True
    )
    assert lights() == [True, True]
    later = now() + timedelta(hours=settings.BACKUP_EVERY_HOURS + 3)
    assert [light.is_good for light in overview(later).lights] == [False, True]
    much_later = now() + timedelta(days=settings.BACKUP_DRILL_DAYS + 1)
    assert [light.is_good for light in overview(much_later).lights] == [False, False]
    # What could not be proven is red, never green.
    drill.chain_good = False
    drill.save()
    assert lights() == [True, False]


def test_the_head_of_the_audit_trail_goes_out_once_a_day(
    ground: Ground, owner: Any, mailoutbox: Any
) -> None:
    from portal.audit import heads
    from portal.audit.sealing import seal_events

    telling.mail_heads()
    assert not Notification.objects.exists()
    seal_events()
    telling.mail_heads()
    telling.mail_heads()
    send_due()
    head = heads.current()
    assert head is not None
    assert len(mailoutbox) == 1
    assert head.hash in mailoutbox[0].body
    assert str(head.sequence) in mailoutbox[0].subject


def test_the_screen(ground: Ground, owner: Any, client: Client) -> None:
    client.force_login(owner)
    empty = client.get("/admin/backups/").content.decode()
    assert 'data-good="no"' in empty
    run = back_up()
    page = client.get("/admin/backups/").content.decode()
    assert 'data-good="yes"' in page
    assert str(run.rows) in page


def test_the_screen_asks_as_much_for_many_runs(
    ground: Ground, owner: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(owner)
    for number in range(25):
        BackupRun.objects.create(name=f"{number}", finished_at=now(), size=number)
        RestoreRun.objects.create(backup=f"{number}", finished_at=now())
    client.get("/admin/backups/")
    with django_assert_max_num_queries(20):
        client.get("/admin/backups/")


def test_without_a_broker_the_button_says_so(
    ground: Ground, owner: Any, client: Client, settings: Any, monkeypatch: Any
) -> None:
    from portal.backups import views

    def away(task: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(views, "send_task", away)
    client.force_login(owner)
    answer = client.post("/admin/backups/start/", follow=True)
    assert answer.status_code == 200
    assert "help-critical" in answer.content.decode() or "error" in answer.content.decode()
    assert not BackupRun.objects.exists()


def test_a_pair_of_keys(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "identity.txt"
    first, second = StringIO(), StringIO()
    call_command("backup_key", str(file), stdout=first)
    call_command("backup_key", str(file), stdout=second)
    assert first.getvalue() == second.getvalue()
    assert first.getvalue().startswith("age1")
    assert file.stat().st_mode & 0o077 == 0


def test_actions_are_named_in_the_trail(ground: Ground) -> None:
    back_up()
    assert actions.kept_names()
    assert AuditEvent.objects.get(action="backups.backup_finished").label
