"""Slow, refusing and half-closing mail servers: tried again, told to staff, never lost, never waited for."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import override

from portal.notifications import sending
from portal.notifications.models import Notification
from portal.notifications.queries import line, not_arrived
from portal.notifications.sending import send_due
from portal.people.models import Person
from portal.tests.mail_double import (
    BEFORE_THE_END,
    MailDouble,
    half_close,
    saying,
    silence,
    too_late,
)

from .conftest import be_patient, due, write

IMPATIENT = {"step": 0.4, "lease": 0.8, "answer": 0.4}
PROMISED = sum(IMPATIENT.values())
# A busy machine adds what it will; a worker that is held would stay for as long as bytes come.
LONGEST = PROMISED + 5


def is_now(message: Notification) -> Notification:
    message.refresh_from_db()
    return message


def reason(message: Notification) -> str:
    """What staff read."""
    with override("en"):
        return str(line(is_now(message)).reason)


def sent_within(seconds: float) -> int:
    began = time.monotonic()
    count = send_due()
    assert time.monotonic() - began < seconds
    return count


def heals_and_takes_it_once(settings: Any, double: MailDouble, message: Notification) -> None:
    double.acts.clear()
    be_patient(settings)
    due(message)
    assert send_due() == 1
    assert is_now(message).state == "sent"
    assert double.copies(message) == 1


@pytest.mark.parametrize("act", [half_close, silence, saying("451 later")])
@pytest.mark.parametrize("step", [*BEFORE_THE_END, "end"])
def test_a_mail_server_that_fails_at_a_step_gets_it_later(
    settings: Any, double: MailDouble, message: Notification, step: str, act: Any
) -> None:
    be_patient(settings, **IMPATIENT)
    double.acts[step] = act
    assert sent_within(LONGEST) == 0
    assert double.taken == []
    assert is_now(message).state == "queued"
    assert message.due_at > message.created_at
    assert [shown.message.pk for shown in not_arrived()[0]] == [message.pk]
    assert reason(message).startswith("The mail server")
    # Not before its time.
    assert send_due() == 0
    assert double.conversations == 1
    heals_and_takes_it_once(settings, double, message)
    assert not_arrived() == ([], 0)


@pytest.mark.parametrize("step", ["rcpt", "data", "end"])
def test_what_is_refused_for_good_is_told_and_not_tried_again(
    double: MailDouble, message: Notification, step: str
) -> None:
    double.acts[step] = saying("550 no such mailbox here")
    assert send_due() == 0
    assert is_now(message).state == "dead"
    [shown] = not_arrived()[0]
    assert shown.is_stuck
    assert shown.code == "550"
    # The server's own words may name people.
    assert "mailbox" not in message.last_error
    due(message)
    assert send_due() == 0
    assert double.conversations == 1


@pytest.mark.parametrize("step", ["banner", "ehlo", "mail"])
def test_what_every_message_would_be_refused_for_is_mended_and_loses_none(
    settings: Any, double: MailDouble, message: Notification, step: str
) -> None:
    double.acts[step] = saying("550 not from you")
    assert send_due() == 0
    assert is_now(message).state == "queued"
    heals_and_takes_it_once(settings, double, message)


@pytest.mark.parametrize("step", ["banner", "ehlo", "rcpt", "end", "quit"])
def test_a_server_that_drips_bytes_does_not_hold_the_worker(
    settings: Any, double: MailDouble, message: Notification, step: str
) -> None:
    # One step may be waited for all the time there is: bytes do come.
    be_patient(settings, step=0.8, lease=0.8, answer=0.4)
    double.acts[step] = double.drip
    assert sent_within(LONGEST) == (step == "quit")
    assert double.copies(message) == (step == "quit")


def test_control_the_usual_client_is_held_by_dripping_bytes(
    settings: Any, double: MailDouble
) -> None:
    be_patient(settings, **IMPATIENT)
    double.acts["banner"] = double.drip
    usual = EmailBackend(fail_silently=True)
    held = threading.Thread(target=usual.open, daemon=True)
    held.start()
    held.join(PROMISED)
    assert held.is_alive()
    double.closing.set()
    held.join(10)
    assert not held.is_alive()


@pytest.mark.parametrize("act", [too_late("250 taken"), silence, half_close])
def test_without_an_answer_at_the_end_there_are_four_copies_at_most_then_staff_decide(
    settings: Any, double: MailDouble, message: Notification, act: Any
) -> None:
    be_patient(settings, answer=0.4)
    double.acts["end"] = act
    for _ in range(sending.MAX_UNANSWERED):
        due(message)
        assert sent_within(LONGEST) == 0
    assert is_now(message).state == "unclear"
    due(message)
    assert send_due() == 0
    assert double.conversations == sending.MAX_UNANSWERED
    assert set(double.taken) <= {str(message.pk)}
    assert not_arrived()[0][0].is_stuck
    assert reason(message) == "The mail server got all of it and gave no answer."


def test_the_delays_make_two_days() -> None:
    whole = sum((sending.retry_delay(n) for n in range(1, sending.MAX_ATTEMPTS)), start=timedelta())
    assert timedelta(hours=46) < whole < timedelta(hours=50)
    assert [sending.unanswered_delay(n).seconds // 60 for n in (1, 2, 3, 4)] == [1, 8, 60, 60]


def test_after_two_days_it_is_given_up_and_told(double: MailDouble, message: Notification) -> None:
    double.acts["rcpt"] = saying("451 later")
    Notification.objects.update(attempts=sending.MAX_ATTEMPTS - 2)
    assert send_due() == 0
    assert is_now(message).state == "queued"
    due(message)
    assert send_due() == 0
    assert is_now(message).state == "dead"
    assert not_arrived()[0][0].is_stuck


def test_a_server_that_is_away_is_asked_once_a_run(
    double: MailDouble, elena: Person, settings: Any
) -> None:
    both = [write(elena, "one"), write(elena, "two")]
    with MailDouble() as gone:
        settings.EMAIL_PORT = gone.port
    assert send_due() == 0
    assert sorted(is_now(message).attempts for message in both) == [0, 1]
    assert {reason(message) for message in both} == {"", "The mail server cannot be reached."}
    settings.EMAIL_PORT = double.port
    for message in both:
        due(message)
    assert send_due() == 2
    assert [double.copies(message) for message in both] == [1, 1]


def test_a_message_that_cannot_be_written_waits_and_is_told(
    double: MailDouble, message: Notification
) -> None:
    Notification.objects.update(kind="backups.unheard_of")
    assert send_due() == 0
    assert is_now(message).state == "queued"
    assert reason(message) == "The message could not be written."
