"""Codes count once, slow down, and are kept sealed or hashed; devices decide what sessions are worth."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django_otp.oath import totp

from portal.accounts.errors import LastAuthenticator, SlowDown, WrongCode
from portal.accounts.models import Authenticator, RecoveryCode, RecoveryCodes, User
from portal.accounts.second_factor import enrolling
from portal.accounts.second_factor.proving import prove
from portal.core.time import now

from .factors import enrol, shown


def test_an_app_opens_by_the_figures_of_rfc_6238(alice: Any) -> None:
    """The seed of the RFC's table (appendix B), and what it shows there (its last six figures)."""
    device = Authenticator(user=alice, seed="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for moment, figures in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert device.code_of(moment // 30) == figures


def test_each_code_counts_once(alice: Any) -> None:
    device, _codes = enrol(alice)
    code = shown(device)
    assert prove(user=alice, code=f" {code[:3]} {code[3:]} ") == device
    with pytest.raises(WrongCode):
        prove(user=alice, code=code)


def test_a_clock_half_a_minute_off_is_forgiven_a_minute_is_not(alice: Any) -> None:
    device, _codes = enrol(alice)
    with pytest.raises(WrongCode):
        prove(user=alice, code=shown(device, 2))
    Authenticator.objects.update(throttling_failure_count=0)
    assert prove(user=alice, code=shown(device, 1))


def test_wrong_codes_slow_down_more_and_more(alice: Any) -> None:
    device, _codes = enrol(alice)
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        for wait in (1, 2, 4, 8):
            with pytest.raises(WrongCode):
                prove(user=alice, code="000000" if shown(device) != "000000" else "000001")
            clock.shift(timedelta(seconds=wait - 0.5))
            with pytest.raises(SlowDown) as slow:
                prove(user=alice, code=shown(device))
            assert "1 segundo" in str(slow.value.message) or "1 second" in str(slow.value.message)
            clock.shift(timedelta(seconds=0.6))
        assert prove(user=alice, code=shown(device))


def test_another_persons_figures_open_nothing(alice: Any, bob: Any) -> None:
    enrol(alice)
    device, codes = enrol(bob)
    for code in (shown(device), codes[0]):
        with pytest.raises(WrongCode):
            prove(user=alice, code=code)


def test_recovery_codes_open_once_each(alice: Any) -> None:
    _device, codes = enrol(alice)
    assert len(set(codes)) == 10
    assert isinstance(prove(user=alice, code=codes[0].upper()), RecoveryCodes)
    with pytest.raises(WrongCode):
        prove(user=alice, code=codes[0])
    RecoveryCodes.objects.update(throttling_failure_count=0)
    assert prove(user=alice, code=codes[1])
    renewed = enrolling.renew_recovery_codes(alice)
    with pytest.raises(WrongCode):
        prove(user=alice, code=codes[2])
    RecoveryCodes.objects.update(throttling_failure_count=0)
    assert prove(user=alice, code=renewed[0])


def test_neither_seeds_nor_codes_stand_in_the_database(alice: Any) -> None:
    device, codes = enrol(alice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seed FROM accounts_authenticator")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT digest FROM accounts_recoverycode")
        kept += str(cursor.fetchall())
    assert device.seed not in kept
    assert RecoveryCode.objects.count() == 10
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept


def test_what_is_not_finished_is_the_same_for_an_hour_and_then_another(alice: Any) -> None:
    start = now()
    with time_machine.travel(start, tick=False) as clock:
        first = enrolling.set_up(alice).seed
        clock.shift(timedelta(minutes=59))
        assert enrolling.set_up(alice).seed == first
        clock.shift(timedelta(minutes=2))
        assert enrolling.set_up(alice).seed != first
        assert Authenticator.objects.filter(user=alice).count() == 1


def test_django_otps_own_calculation_agrees(alice: Any) -> None:
    device, _codes = enrol(alice)
    with time_machine.travel(now(), tick=False):
        assert shown(device) == f"{totp(device.key):06d}"


def test_the_last_app_of_staff_stays(bob: Any, alice: Any) -> None:
    device, _codes = enrol(bob)
    with pytest.raises(LastAuthenticator):
        enrolling.remove(user=bob, pk=device.pk)
    second, more = enrol(bob)
    assert more == []
    enrolling.remove(user=bob, pk=device.pk)
    assert list(Authenticator.objects.filter(user=bob)) == [second]
    mine, _codes = enrol(alice)
    enrolling.remove(user=alice, pk=mine.pk)
    assert not RecoveryCodes.objects.filter(user=alice).exists()
    assert not alice.needs_second_factor


def stamp(user: Any) -> Any:
    return User.objects.get(pk=user.pk).stamp


def test_the_database_itself_ends_sessions(alice: Any) -> None:
    """By SQL, past every action of ours."""
    seen = {stamp(alice)}
    for change in (
        "UPDATE accounts_user SET role = 'assistant'",
        "UPDATE accounts_user SET is_active = false",
        "UPDATE accounts_user SET is_active = true",
    ):
        with connection.cursor() as cursor:
            cursor.execute(change)
        seen.add(stamp(alice))
    device, _codes = enrol(alice)
    seen.add(stamp(alice))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_authenticator WHERE id = %s", [device.pk])
    seen.add(stamp(alice))
    assert len(seen) == 6
    User.objects.update(last_login=now())
    assert stamp(alice) in seen


def test_a_row_read_before_a_change_brings_nothing_back(alice: Any) -> None:
    stale = User.objects.get(pk=alice.pk)
    enrol(alice)
    stale.save()
    fresh = User.objects.get(pk=alice.pk)
    assert fresh.has_second_factor
    assert fresh.stamp == alice.stamp != stale.stamp


def test_what_the_app_writes_of_it_counts_for_nothing(alice: Any) -> None:
    User.objects.filter(pk=alice.pk).update(has_second_factor=True)
    assert not User.objects.get(pk=alice.pk).has_second_factor
    made = User.objects.create(email="planted@example.com", has_second_factor=True)
    assert not User.objects.get(pk=made.pk).has_second_factor


def test_a_device_never_changes_its_owner(alice: Any, bob: Any) -> None:
    device, _codes = enrol(alice)
    with pytest.raises(ProgrammingError, match="changes its owner never"), transaction.atomic():
        Authenticator.objects.filter(pk=device.pk).update(user=bob)
