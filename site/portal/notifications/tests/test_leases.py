"""A sender that was too slow keeps the message back: two workers never end the same mail."""

from typing import Any

import pytest
from django.db import connection

from portal.notifications import sending
from portal.notifications.models import Notification
from portal.notifications.sending import send_due
from portal.tests.mail_double import MailDouble, Talk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def overtaken(double: MailDouble, message: Notification) -> Notification:
    """At its DATA the lease has run out, and another worker takes the message."""

    def act(talk: Talk) -> str:
        del double.acts["data"]
        Notification.objects.filter(pk=message.pk).update(due_at=message.created_at)
        assert sending._claim(message.pk)
        connection.close()
        return "354 go on"

    double.acts["data"] = act
    return message


def the_other_one_sends(message: Notification) -> None:
    """What the worker that took it does next."""
    message.refresh_from_db()
    assert sending._send(message) == 1


def test_a_sender_whose_lease_ran_out_does_not_end_the_mail(
    double: MailDouble, overtaken: Notification
) -> None:
    assert send_due() == 0
    assert double.copies(overtaken) == 0
    the_other_one_sends(overtaken)
    assert double.copies(overtaken) == 1
    overtaken.refresh_from_db()
    # The slow one's failure has changed nothing of what the quick one noted.
    assert (overtaken.state, overtaken.attempts, overtaken.last_error) == ("sent", 2, "")


def test_control_without_asking_for_the_lease_it_arrives_twice(
    double: MailDouble, overtaken: Notification, monkeypatch: Any
) -> None:
    monkeypatch.setattr(sending, "_hand_over", lambda message: None)
    send_due()
    the_other_one_sends(overtaken)
    assert double.copies(overtaken) == 2


def test_it_is_handed_over_before_the_dot_and_sent_before_goodbye(
    double: MailDouble, message: Notification
) -> None:
    seen = []

    def look(words: str) -> Any:
        def act(talk: Talk) -> str:
            seen.append(Notification.objects.get(pk=message.pk).state)
            connection.close()
            return words

        return act

    double.acts |= {"data": look("354 go on"), "end": look("250 taken"), "quit": look("221 bye")}
    assert send_due() == 1
    assert seen == ["sending", "handed", "sent"]


def test_what_a_dead_sender_handed_over_is_for_staff_and_not_sent_again(
    double: MailDouble, message: Notification
) -> None:
    taken = sending._claim(message.pk)
    assert taken
    sending._hand_over(taken)
    # As long as an answer may come, it is nobody's.
    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == "handed"
    assert message.due_at > taken.created_at + sending.GRACE
    Notification.objects.update(due_at=message.created_at)
    assert send_due() == 0
    message.refresh_from_db()
    assert message.state == "unclear"
    assert double.conversations == 0
