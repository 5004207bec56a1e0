"""Email: subject, text and HTML from templates, in the reader's language."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from portal.notifications.kinds import Kind, kind
from portal.notifications.models import Notification

from . import smtp


def facts_of(message: Notification) -> dict[str, Any]:
    """The message's facts, opened."""
    facts: Any = message.facts
    return dict(facts)


def compose(message: Notification) -> EmailMultiAlternatives:
    """The mail as it goes out. Its Message-ID is the row's id, so a repeat is known as one."""
    declared = kind(message.kind)
    with translation.override(message.language):
        facts = {**facts_of(message), **declared.at_sending(message)}
        return _compose(message, declared, facts)


def subject_of(message: Notification) -> str:
    """The subject that stands on the mail, in its language; nothing is made that sending makes."""
    declared = kind(message.kind)
    with translation.override(message.language):
        return _subject(declared, {"m": declared.view(facts_of(message))})


def _subject(declared: Kind, context: dict[str, Any]) -> str:
    return " ".join(render_to_string(f"{declared.template}.subject.txt", context).split())


def _compose(
    message: Notification, declared: Kind, facts: dict[str, Any]
) -> EmailMultiAlternatives:
    context = {"m": declared.view(facts), "language": message.language}
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    mail = EmailMultiAlternatives(
        subject=_subject(declared, context),
        body=render_to_string(f"{declared.template}.txt", context),
        to=[message.recipient],
        headers={
            "Message-ID": f"<{message.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(render_to_string(f"{declared.template}.html", context), "text/html")
    for attachment in declared.attachments(facts):
        mail.attach(attachment.name, attachment.content, attachment.mimetype)
    return mail


class Unreachable(Exception):
    """No conversation with the mail server came about: it would fail for every other message too."""


def send(message: Notification, hand_over: Callable[[], None]) -> BaseEmailBackend:
    """Hand the message to the mail server; raises whatever the server answers.

    `hand_over` is called at the last moment in which the server cannot have accepted it yet; what it
    raises keeps the message back. Returns the connection, still open: taking leave may take a while,
    and the row should say first that the message is sent.
    """
    mail = compose(message)
    connection = get_connection()
    try:
        _deliver(mail, connection, hand_over)
    except BaseException:
        with suppress(Exception):
            connection.close()
        raise
    return connection


def _deliver(
    mail: EmailMultiAlternatives, connection: BaseEmailBackend, hand_over: Callable[[], None]
) -> None:
    try:
        connection.open()
    except Exception as error:
        raise Unreachable from error
    if isinstance(connection, smtp.Backend):
        connection.announce(hand_over)
    else:
        hand_over()
    connection.send_messages([mail])
