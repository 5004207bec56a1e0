"""Email: subject, text and HTML from templates, in the reader's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from portal.notifications.kinds import Kind, kind
from portal.notifications.models import Notification


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


def _compose(
    message: Notification, declared: Kind, facts: dict[str, Any]
) -> EmailMultiAlternatives:
    context = {"m": declared.view(facts), "language": message.language}
    subject = render_to_string(f"{declared.template}.subject.txt", context)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
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


def send(message: Notification) -> None:
    """Hand the message to the mail server; raises whatever the server answers."""
    compose(message).send(fail_silently=False)
