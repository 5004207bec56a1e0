"""The drill: what was backed up comes back, whole, and nothing else is ever touched."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pyrage
import pytest
from django.db import connection

from booking.actions import cancel_appointment
from portal.audit.verification import verify
from portal.backups import manifest as names
from portal.backups.models import RestoreRun
from portal.people.erasure import erase_person
from portal.people.models import Person
from portal.people.tests.marked import MARK, dump, is_over, leave_marks
from portal.settings import env
from portal.testing import Agenda, book
from portal.tests.databases import owner_connection
from portal.tests.live import database_url

from .backup_ground import FILE, EmptyDatabase, Ground, copy_of, make_ground, tables_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(settings: Any, tmp_path: Path) -> Ground:
    return make_ground(settings, tmp_path)


def restore(ground: Ground, backup: Path, database: str, **extra: str) -> Any:
    identity = extra.pop("identity", str(ground.identity))
    return ground.run(
        "restore", str(backup), "--identity", identity, "--json", database=database, **extra
    )


def test_everything_comes_back(agenda: Agenda, ground: Ground) -> None:
    visit = book(agenda, agenda.morning())
    backup = ground.write()
    links = verify().links
    with EmptyDatabase() as name:
        done = restore(ground, backup, name)
        assert done.returncode == 0, done.stderr
        facts = json.loads(done.stdout.strip().splitlines()[-1])
        assert (facts["backup"], facts["files"], facts["links"]) == (backup.name, 1, links)
        with owner_connection(name) as link:
            row = link.execute("SELECT code FROM booking_visit").fetchone()
            assert row == (visit.code,)
            run = link.execute(
                "SELECT is_drill, rows_equal AND files_equal AND chain_good FROM backups_restorerun"
            ).fetchone()
            assert run == (False, True)
        # The site may work, and still may not rewrite what is append-only.
        with psycopg.connect(database_url(name), autocommit=True) as app:
            app.execute("SELECT count(*) FROM booking_visit")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("DELETE FROM audit_auditevent")
        kept = (ground.folder / "restored" / FILE).read_bytes()
        assert kept == (ground.folder / "media" / FILE).read_bytes()
        # The chain goes on in the restored database, with heads of its own.
        assert ground.run("verify_audit", database=name).returncode == 0


def test_backup_erase_restore_and_the_person_is_still_gone(agenda: Agenda, ground: Ground) -> None:
    marked = leave_marks(agenda)
    is_over(marked)
    backup = ground.write()
    erase_person(person=marked.person)
    with EmptyDatabase() as name:
        done = restore(ground, backup, name)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.strip().splitlines()[-1])["erased_again"] == 1
        assert MARK not in dump_of(name)
        with owner_connection(name) as link:
            row = link.execute(
                "SELECT full_name, data_key FROM people_person WHERE id = %s", [marked.person.pk]
            ).fetchone()
            assert row == ("", "")


def test_without_the_list_the_person_would_be_back(agenda: Agenda, ground: Ground) -> None:
    """The control: the same backup, restored where nobody is on the list."""
    marked = leave_marks(agenda)
    is_over(marked)
    backup = ground.write()
    erase_person(person=marked.person)
    with EmptyDatabase() as name:
        elsewhere = f"file://{ground.folder / 'elsewhere'}"
        done = restore(ground, backup, name, BACKUP_URL=elsewhere)
        assert done.returncode == 0, done.stderr
        assert MARK in dump_of(name)


def dump_of(name: str) -> str:
    return dump(env.postgres(database_url(name, "DATABASE_OWNER_URL"), "DATABASE_OWNER_URL"))


# What is done to a backup, and what is said to that.
DAMAGES = {
    "a flipped byte": "is damaged",
    "a missing part": "is missing",
    "another key": "does not open",
    "a missing file": f"default/{FILE} is missing",
    "no manifest": "is no backup",
}


def test_a_backup_that_is_not_whole_is_refused_before_anything_is_touched(
    agenda: Agenda, ground: Ground
) -> None:
    whole = ground.write()
    with EmptyDatabase() as name:
        for damage, said in DAMAGES.items():
            backup = copy_of(whole)
            done = restore(ground, backup, name, **damaged(backup, ground, damage))
            assert done.returncode != 0, damage
            assert said in done.stderr
            assert "Nothing was touched." in done.stderr
            assert tables_in(name) == 0
            assert not (ground.folder / "restored").exists()
            with psycopg.connect(database_url(name)) as app:
                app.execute("SELECT 1")


def damaged(backup: Path, ground: Ground, damage: str) -> dict[str, str]:
    """Do it; what the restore is given besides."""
    if damage == "a flipped byte":
        flip(backup / names.DATABASE)
    elif damage == "a missing part":
        (backup / names.MEDIA).unlink()
    elif damage == "another key":
        other = ground.folder / "other.txt"
        other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
        return {"identity": str(other)}
    elif damage == "a missing file":
        lose_the_file(backup, ground)
    else:
        (backup / names.FILE).unlink()
    return {}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def lose_the_file(backup: Path, ground: Ground) -> None:
    """The archive of files without one of them, sealed and signed for as if it were right."""
    import hashlib
    import io
    import tarfile

    plain = io.BytesIO()
    tarfile.open(mode="w", fileobj=plain).close()
    to = pyrage.x25519.Recipient.from_str(ground.recipient)
    sealed = pyrage.encrypt(plain.getvalue(), [to])
    (backup / names.MEDIA).write_bytes(sealed)
    facts = json.loads((backup / names.FILE).read_text())
    facts["parts"][names.MEDIA] = {
        "size": len(sealed),
        "sha256": hashlib.sha256(sealed).hexdigest(),
        "clear_sha256": hashlib.sha256(plain.getvalue()).hexdigest(),
    }
    (backup / names.FILE).write_text(json.dumps(facts))


def test_what_is_not_empty_is_left_alone(agenda: Agenda, ground: Ground) -> None:
    backup = ground.write()
    (ground.folder / "restored").mkdir()
    (ground.folder / "restored" / "mine.txt").write_text("mine")
    with EmptyDatabase() as name:
        done = restore(ground, backup, name)
        assert done.returncode != 0
        assert "media storage is not empty" in done.stderr
        assert tables_in(name) == 0
        with owner_connection(name) as link:
            link.execute("CREATE TABLE mine (id int)")
        done = restore(ground, backup, name)
        assert done.returncode != 0
        assert "is not empty (1 tables)" in done.stderr
        assert tables_in(name) == 1


def test_keys_that_would_be_missing_and_the_owners_login_are_asked_for_first(
    agenda: Agenda, ground: Ground
) -> None:
    """The app itself may not restore."""
    backup = ground.write()
    with EmptyDatabase() as name:
        other = "other:" + "B" * 43 + "="
        done = restore(ground, backup, name, FIELD_ENCRYPTION_KEYS=other)
        assert "FIELD_ENCRYPTION_KEYS lacks" in done.stderr
        assert tables_in(name) == 0
        done = restore(ground, backup, name, DATABASE_OWNER_URL="")
        assert "DATABASE_OWNER_URL" in done.stderr
        assert tables_in(name) == 0


def test_the_site_stays_closed_when_erasing_again_fails(agenda: Agenda, ground: Ground) -> None:
    """A list that cannot be read: the rows are back, and the database refuses the app's role."""
    marked = leave_marks(agenda)
    is_over(marked)
    backup = ground.write()
    erase_person(person=marked.person)
    next((ground.backups / "erasures").iterdir()).write_text("{}")
    with EmptyDatabase() as name:
        done = restore(ground, backup, name)
        assert done.returncode != 0
        assert tables_in(name) > 50
        with pytest.raises(psycopg.OperationalError, match="CONNECT"):
            psycopg.connect(database_url(name))


def test_a_drill_notes_its_result_and_leaves_no_database(agenda: Agenda, ground: Ground) -> None:
    ground.write()
    here = str(connection.settings_dict["NAME"])
    before = databases()
    pointer = ground.folder / "storage-url"
    pointer.write_text(f"file://{ground.folder / 'media'}")
    # No password on the command line: compose.yaml hands the address over as a file.
    owner = ground.folder / "drill-owner-url"
    owner.write_text(database_url(here, "DATABASE_OWNER_URL"))
    done = ground.run(
        "drill_backup",
        "--identity",
        str(ground.identity),
        database=here,
        DATABASE_OWNER_URL="",
        DRILL_OWNER_URL_FILE=str(owner),
        # As in a container whose variables come from files: the trial must not follow them to the
        # site's own pictures.
        STORAGE_URL_FILE=str(pointer),
    )
    assert done.returncode == 0, done.stderr
    run = RestoreRun.objects.get()
    assert run.is_good and run.is_drill
    assert databases() == before


@pytest.mark.long
def test_a_drill_that_fails_is_noted_as_such(agenda: Agenda, ground: Ground) -> None:
    flip(ground.write() / names.CONTENTS)
    here = str(connection.settings_dict["NAME"])
    before = databases()
    done = ground.run(
        "drill_backup",
        "--identity",
        str(ground.identity),
        "--owner-url",
        database_url(here, "DATABASE_OWNER_URL"),
        database=here,
        DATABASE_OWNER_URL="",
    )
    assert done.returncode != 0
    run = RestoreRun.objects.get()
    assert not run.is_good
    assert "damaged" in run.error
    assert databases() == before


def databases() -> set[str]:
    """Those whose name says that a drill of this test made them."""
    with owner_connection() as owner:
        rows = owner.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
            [f"{connection.settings_dict['NAME']}_drill"],
        ).fetchall()
    return {str(row[0]) for row in rows}


def test_nothing_in_the_folder_can_be_read_without_the_key(agenda: Agenda, ground: Ground) -> None:
    marked = leave_marks(agenda)
    cancel_appointment(appointment=marked.visit.appointments.get(), by=None, reason="unstated")
    backup = ground.write()
    for path in backup.iterdir():
        assert MARK.encode() not in path.read_bytes()
        assert b"luna.webp" not in path.read_bytes()
    assert Person.objects.filter(full_name__startswith=MARK).exists()
