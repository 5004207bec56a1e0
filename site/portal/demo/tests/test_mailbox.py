"""The mailbox: mails as they would have gone out, for those who may read them."""

import datetime as dt
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from portal.accounts.actions import create_user
from portal.accounts.roles import Role
from portal.core.time import now
from portal.demo.mailbox import MailboxBackend
from portal.demo.models import MailboxMessage

pytestmark = pytest.mark.django_db
HTML = (
    "<!DOCTYPE html><html><head><title>Cita</title></head>"
    '<body style="color:red"><p>Mañana con Ñusta</p><script>alert(1)</script></body></html>'
)
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Mañana\r\nEND:VCALENDAR\r\n"


def deliver(subject: str = "Cita confirmada: mañana", *, html: str = HTML) -> MailboxMessage:
    mail = EmailMultiAlternatives(subject, "Mañana con Ñusta.\n  Qué: <b>", to=["zoe@example.com"])
    if html:
        mail.attach_alternative(html, "text/html")
    mail.attach("cita.ics", CALENDAR.encode(), "text/calendar; method=PUBLISH; charset=utf-8")
    MailboxBackend().send_messages([mail])
    return MailboxMessage.objects.latest("received_at")


def addresses(mail: MailboxMessage) -> list[str]:
    one = f"/demo/mailbox/{mail.pk}/"
    return ["/demo/mailbox/", one, f"{one}html/", f"{one}1/"]


def test_an_empty_mailbox_says_how_it_fills(client: Client) -> None:
    answer = client.get("/demo/mailbox/")
    assert answer.status_code == 200
    assert "empty.svg" in answer.content.decode()


def test_mails_are_listed_newest_first(client: Client) -> None:
    older, newer = deliver("The older one"), deliver("The newer one")
    MailboxMessage.objects.filter(pk=older.pk).update(received_at=now() - dt.timedelta(hours=1))
    page = client.get("/demo/mailbox/").content.decode()
    assert page.index(str(newer.pk)) < page.index(str(older.pk))
    assert "zoe@example.com" in page


def test_a_long_mailbox_has_pages(client: Client) -> None:
    for number in range(21):
        deliver(f"Mail {number}")
    assert client.get("/demo/mailbox/").content.count(b"Mail ") == 20
    assert client.get("/demo/mailbox/?page=2").content.count(b"Mail ") == 1


def test_a_mail_shows_its_text_escaped_and_frames_its_html(client: Client) -> None:
    mail = deliver()
    answer = client.get(f"/demo/mailbox/{mail.pk}/")
    page = answer.content.decode()
    assert "Mañana con Ñusta." in page
    assert "Qué: &lt;b&gt;" in page
    assert "alert(1)" not in page
    assert f'src="/demo/mailbox/{mail.pk}/html/"' in page
    policy = answer["Content-Security-Policy"].split("; ")
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "style-src 'self'" in policy


def test_the_html_part_may_style_itself_and_nothing_else(client: Client) -> None:
    answer = client.get(f"/demo/mailbox/{deliver().pk}/html/")
    assert "Mañana con Ñusta" in answer.content.decode()
    policy = dict(
        (part.split(" ", 1) + [""])[:2] for part in answer["Content-Security-Policy"].split("; ")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_without_html_has_no_frame(client: Client) -> None:
    mail = deliver(html="")
    assert b"<iframe" not in client.get(f"/demo/mailbox/{mail.pk}/").content
    assert client.get(f"/demo/mailbox/{mail.pk}/html/").status_code == 404


def test_the_calendar_file_is_a_download(client: Client) -> None:
    mail = deliver()
    answer = client.get(f"/demo/mailbox/{mail.pk}/1/")
    assert answer.content.decode() == CALENDAR
    assert answer["Content-Type"] == "text/calendar"
    assert answer["Content-Disposition"] == 'attachment; filename="cita.ics"'
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert policy == {"default-src 'none'", "sandbox"}
    assert client.get(f"/demo/mailbox/{mail.pk}/2/").status_code == 404


def test_an_unknown_mail_does_not_exist(client: Client) -> None:
    unknown = "/demo/mailbox/00000000-0000-4000-8000-000000000000/"
    assert client.get(unknown).status_code == 404


def test_the_mailbox_is_read_not_written(client: Client) -> None:
    for address in addresses(deliver()):
        assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 404)]
    + [
        (role, 200 if role in {Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR} else 404)
        for role in Role
    ],
)
def test_with_one_click_off_only_administrators_read(
    role: Role | None, status: int, client: Client, settings: Any
) -> None:
    settings.DEMO_ONE_CLICK = False
    if role:
        client.force_login(create_user(email="somebody@example.com", role=role))
    for address in addresses(deliver()):
        assert client.get(address).status_code == status
