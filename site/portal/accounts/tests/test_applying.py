"""Applying: the whole way with each refusal on it, in both languages, and what is left of it afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.accounts.actions import create_user
from portal.accounts.applications import steps, wishes, writing
from portal.accounts.applications.due import answer_due
from portal.accounts.applications.errors import LicenceTaken, NotComplete
from portal.accounts.applications.papers import storage
from portal.accounts.models import (
    ApplicationDocument,
    ApplicationStep,
    ApplicationWord,
    ProfessionalApplication,
    User,
)
from portal.audit.models import AuditEvent
from portal.core.tests.papers import archive, pdf
from portal.core.time import now
from portal.notifications.models import InboxMessage, Notification
from portal.notifications.sending import send_due
from portal.people.consents import has_consent
from portal.people.erasure import erase_person
from portal.people.expiring import apply_retention
from portal.people.models import Person
from portal.settings import env
from portal.taxonomy.models import College, Language, Profession, Species
from portal.testing import make_location, make_professional, make_user

from .applicants import State, an_application, with_paper
from .team import ADMIN, colleague

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture(autouse=True)
def ground(settings: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    """A place, two services, storages of the test's own."""
    for name in ("private", "backups"):
        url = f"file://{tmp_path / name}"
        settings.STORAGES = {**settings.STORAGES, name: env.storage(url, "X")}
    monkeypatch.setattr(wishes, "_choices", lambda: [("check-up", "Revisión"), ("cats", "Gatos")])
    return make_location()


def applicant(email: str = "noelia@example.com", *, proven: bool = True) -> User:
    user: User = make_user(email, "client", full_name="Noelia Castaño Ruiz")
    EmailAddress.objects.filter(user=user).update(primary=True, verified=proven)
    return user


def at(name: str, *args: Any) -> str:
    return reverse(f"applying:{name}", args=args)


def about(**more: Any) -> dict[str, Any]:
    spanish = Language.objects.get(slug="es").pk
    vet = Profession.objects.get(slug="veterinarian").pk
    who = {"full_name": "Noelia  Castaño Ruiz", "phone": "655 20 41 18"}
    return {**who, "profession": vet, "languages": [spanish], **more}


def training(**more: Any) -> dict[str, Any]:
    return {
        "title": "Dra.",
        "college": College.objects.get(slug="vet-46").pk,
        "licence_number": "V-3106",
        "headline": "Medicina felina",
        "other_specialities": "Odontología",
        "species": [Species.objects.get(slug="cat").pk],
        **more,
    }


def upload(client: Client, kind: str, content: bytes, name: str = "a.pdf") -> Any:
    return client.post(at("papers"), {"kind": kind, "file": SimpleUploadedFile(name, content)})


def said(answer: Any, *words: str) -> bool:
    return answer.status_code == 422 and all(one in answer.content.decode() for one in words)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_whole_way_with_each_refusal_on_it(client: Client, ground: Any, language: str) -> None:
    with translation.override(language):
        user = _begins(client)
        _says_who_they_are(client, user, english=language == "en")
        _shows_a_licence(client, english=language == "en")
        _hands_in_papers(client, english=language == "en")
        _sends_it(client, user, ground)
        _is_asked_and_answers(client, user)
        _begins_anew(client)


def the_application() -> ProfessionalApplication:
    return ProfessionalApplication.objects.latest("created_at")


def _begins(client: Client) -> User:
    page = client.get(at("start"))
    assert f"?next={at('start')}" in page.content.decode()
    assert client.get(at("about")).headers["Location"].endswith(f"next={at('about')}")
    user = applicant()
    client.force_login(user)
    # Nothing is begun by looking.
    assert client.get(at("about")).headers["Location"] == at("start")
    assert client.get(at("mine")).status_code == 404
    assert client.post(at("begin")).headers["Location"] == at("about")
    client.post(at("begin"))
    assert ProfessionalApplication.objects.count() == 1
    assert client.get(at("training")).headers["Location"] == at("about")
    return user


def _says_who_they_are(client: Client, user: User, *, english: bool) -> None:
    """Nothing typed is lost on an error, and saving for another day asks for nothing."""
    phone = "9 digits" if english else "9 cifras"
    answer = client.post(at("about"), about(phone="12", full_name="Noelia Castaño"))
    assert said(answer, phone, 'value="Noelia Castaño"', 'aria-invalid="true"')
    hidden = Profession.objects.filter(offered=False).first()
    assert hidden is not None
    assert said(client.post(at("about"), about(profession=hidden.pk)))
    later = client.post(at("about"), about(languages=[], go="later"))
    assert later.headers["Location"] == f"{at('mine')}?saved"
    assert client.post(at("about"), about()).headers["Location"] == f"{at('training')}?saved"
    person = Person.objects.get(user=user)
    assert (person.full_name, person.phone) == ("Noelia Castaño Ruiz", "+34655204118")


def _shows_a_licence(client: Client, *, english: bool) -> None:
    """Of this profession's colleges, in the college's form, nobody else's."""
    make_professional(licence_number="4600777")
    other = College.objects.create(slug="none", name_es="De nadie", name_en="Of nobody")
    page = client.get(at("training")).content.decode()
    ours = College.objects.filter(professions__slug="veterinarian")
    assert all(f'<option value="{one.pk}"' in page for one in ours)
    assert f'<option value="{other.pk}"' not in page
    assert said(client.post(at("training"), training(college=other.pk)), "id_college_error")
    assert said(client.post(at("training"), training(college="")))
    assert said(client.post(at("training"), training(licence_number="X9999999")), "46", "X9999999")
    taken = "is here already" if english else "Ya hay"
    assert said(client.post(at("training"), training(licence_number="777")), taken)
    assert said(client.post(at("training"), training(species=[])))
    answer = client.post(at("training"), training())
    assert answer.headers["Location"] == f"{at('papers')}?saved"
    assert the_application().licence_number == "4603106"


BOTH = {"is_true": "on", "terms": "on"}


def _hands_in_papers(client: Client, *, english: bool) -> None:
    # Sending too early says what is missing.
    assert said(client.post(at("send"), BOTH), "certificate" if english else "certificado")
    assert upload(client, "degree", pdf()).headers["Location"] == f"{at('papers')}?saved"
    assert said(upload(client, "licence", pdf() + archive()), "licence_file_error")
    assert said(client.post(at("papers"), {"kind": "licence"}), "licence_file_error")
    assert client.post(at("papers"), {"kind": "selfie"}).status_code == 422
    upload(client, "licence", pdf())
    upload(client, "other", pdf())
    paper = ApplicationDocument.objects.get(kind="other")
    client.post(at("paper-remove", paper.pk))
    assert ApplicationDocument.objects.filter(removed_at=None).count() == 2


def _sends_it(client: Client, user: User, place: Any) -> None:
    person = Person.objects.get(user=user)
    assert said(client.post(at("wishes"), {"locations": [place.pk]}), "id_services_error")
    assert said(client.post(at("wishes"), {"services": ["nothing"], "locations": [place.pk]}))
    wanted = {"services": ["cats"], "locations": [place.pk], "note": "Solo por las tardes"}
    assert client.post(at("wishes"), wanted).headers["Location"] == f"{at('send')}?saved"
    assert said(client.post(at("send"), {"is_true": "on"}), "id_terms_error")
    assert not has_consent(person, "professional_terms")

    sent = client.post(at("send"), BOTH)
    assert sent.headers["Location"] == f"{at('mine')}?sent"
    application = the_application()
    assert application.state == State.SUBMITTED
    assert application.submitted_at is not None
    assert application.due_at == answer_due(application.submitted_at, MADRID)
    assert has_consent(person, "professional_terms")
    assert client.get(at("papers")).headers["Location"] == at("mine")
    assert client.post(at("send"), BOTH).headers["Location"] == at("mine")
    told = Notification.objects.get(kind="accounts.application_submitted")
    assert told.recipient == user.email
    # What stands in the trail names fields and states, and no value.
    trail = AuditEvent.objects.filter(target_id=str(application.pk))
    assert [one.data["kind"] for one in trail.filter(action="accounts.application_moved")] == [
        "draft",
        "submitted",
    ]


def _is_asked_and_answers(client: Client, user: User) -> None:
    """A reviewer asks; the applicant reads it, answers, sends again, and withdraws."""
    application = the_application()
    dora = create_user(email="dora@example.com", role="administrator")
    for kind, text in (("question", "¿Cuál es tu número?"), ("note", "Parece raro")):
        ApplicationWord.objects.create(application=application, kind=kind, text=text, by=dora)
    application.refresh_from_db()
    steps.take(application, State.INFO_NEEDED, by=dora)
    mine = client.get(at("mine")).content.decode()
    assert "¿Cuál es tu número?" in mine and "Parece raro" not in mine
    assert "¿Cuál es tu número?" in client.get(at("about")).content.decode()
    assert client.post(at("send"), BOTH).status_code == 302
    assert client.get(at("withdraw")).status_code == 200
    application.refresh_from_db()
    assert application.state == State.SUBMITTED
    client.post(at("withdraw"))
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    states = ApplicationStep.objects.filter(application=application).values_list("state", flat=True)
    assert list(states) == ["draft", "submitted", "info_needed", "submitted", "withdrawn"]
    send_due()
    kinds = InboxMessage.objects.filter(person=user.person).values_list("kind", flat=True)
    assert sorted(kinds) == [
        "accounts.application_info_needed",
        "accounts.application_submitted",
        "accounts.application_submitted",
        "accounts.application_withdrawn",
    ]


def _begins_anew(client: Client) -> None:
    """With what the last one said; its papers stay where they were."""
    client.post(at("begin"))
    new = ProfessionalApplication.objects.get(state=State.DRAFT)
    assert (new.licence_number, new.note, new.services) == (
        "4603106",
        "Solo por las tardes",
        ["cats"],
    )
    assert [one.slug for one in new.species.all()] == ["cat"]
    assert not new.documents.exists()
    # Another profession has other colleges: what was of the one before is dropped.
    other = Profession.objects.filter(offered=True).exclude(slug="veterinarian").first()
    assert other is not None
    client.post(at("about"), about(profession=other.pk))
    new.refresh_from_db()
    assert (new.college, new.licence_number) == (None, "")


def test_who_may_not_apply_is_told_so_and_nothing_begins(client: Client, bob: Any) -> None:
    pro = make_professional()
    pro.person.user = applicant("marta@example.com")
    Person.objects.filter(user=pro.person.user).update(user=None)
    pro.person.save()
    for somebody in (bob, pro.person.user):
        client.force_login(somebody)
        assert "Ya trabajas" in client.get(at("start")).content.decode()
        answer = client.post(at("begin"))
        assert answer.status_code == 403 and "Ya trabajas" in answer.content.decode()
        # Whoever applied before that takes the application back, and goes on with it no more.
        application = an_application(somebody, licence_number="")
        page = client.get(at("start")).content.decode()
        assert "Ya trabajas" in page and at("mine") in page and at("about") not in page
        assert client.get(at("withdraw")).status_code == 200
        client.post(at("withdraw"))
        application.refresh_from_db()
        assert application.state == State.WITHDRAWN
    client.force_login(applicant("new@example.com", proven=False))
    assert client.post(at("begin")).headers["Location"] == at("start")
    assert "Confirma primero tu correo" in client.get(at("start")).content.decode()
    assert not ProfessionalApplication.objects.exclude(state=State.WITHDRAWN).exists()


def test_a_day_has_room_for_some_new_applications(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"application_begin": "1/d/user"}
    client.force_login(applicant())
    # The one that is open is not begun anew.
    for _time in range(2):
        assert client.post(at("begin")).headers["Location"] == at("about")
    client.post(at("withdraw"))
    answer = client.post(at("begin"))
    assert answer.status_code == 429 and "mañana" in answer.content.decode()
    assert ProfessionalApplication.objects.get().state == State.WITHDRAWN


def test_another_ones_application_is_never_at_hand(client: Client) -> None:
    noelia, other = applicant(), applicant("other@example.com")
    paper = with_paper(an_application(noelia, headline="Solo mía"))
    client.force_login(other)
    an_application(other, licence_number="4600001", headline="La otra")
    for name in ("about", "training", "send", "mine"):
        assert "Solo mía" not in client.get(at(name)).content.decode()
    assert client.post(at("paper-remove", paper.pk)).status_code == 404
    assert client.get(at("paper", paper.pk)).status_code == 404
    menu = client.get(reverse("account:details")).content.decode()
    assert at("mine") in menu
    client.force_login(make_user("nobody@example.com", "client"))
    assert at("mine") not in client.get(reverse("account:details")).content.decode()


def test_a_licence_is_one_applications_also_when_only_the_database_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = applicant(), applicant("second@example.com")
    both = [an_application(one, services=["cats"]) for one in (first, second)]
    monkeypatch.setattr(writing, "missing_in", lambda *given: [])
    writing.send(application=both[0], by=first)
    with pytest.raises(LicenceTaken):
        writing.send(application=both[1], by=second)
    monkeypatch.setattr(writing, "check_licence_is_free", lambda application: None)
    with pytest.raises(LicenceTaken):
        writing.send(application=both[1], by=second)
    both[1].refresh_from_db()
    assert both[1].state == State.DRAFT
    assert not has_consent(second.person, "professional_terms")


def test_a_profession_without_a_college_needs_no_licence(
    client: Client, ground: Any, mailoutbox: Any
) -> None:
    groomer = Profession.objects.filter(offered=True, regulated="no", colleges=None).first()
    assert groomer is not None
    user = applicant()
    application = an_application(
        user, profession=groomer, college=None, licence_number="", services=["cats"]
    )
    application.locations.add(ground)
    client.force_login(user)
    page = client.get(at("training")).content.decode()
    assert "licence_number" not in page
    user.person.contact_points.create(kind="phone", value="+34655204118")
    with pytest.raises(NotComplete) as refused:
        writing.send(application=application, by=user)
    assert set(refused.value.fields) == {"degree"}
    with_paper(application, "degree")
    olga, _absent = colleague(ADMIN), colleague(ADMIN, enrolled=False)
    writing.send(application=application, by=user)
    # Those who decide hear of it, without a word of who it is; the link leads to the queue.
    told = Notification.objects.get(kind="accounts.application_waiting")
    assert told.recipient == olga.email
    send_due()
    link = f"/admin/applications/inspect/{application.pk}/"
    [mail] = [one for one in mailoutbox if link in one.body]
    assert mail.to == [olga.email]
    assert "Noelia" not in mail.body and "Hay que responder antes de" in mail.body


def test_the_answer_is_due_in_working_days(settings: Any) -> None:
    def due(*moment: int) -> datetime:
        local = datetime(*moment, tzinfo=MADRID)  # type: ignore[arg-type, misc]
        return answer_due(local.astimezone(UTC), MADRID).astimezone(MADRID)

    # Tuesday, Thursday, Friday, Saturday; over the night in which the clock is set back.
    assert due(2026, 11, 24, 9, 30) == datetime(2026, 11, 26, 9, 30, tzinfo=MADRID)
    assert due(2026, 11, 26, 9, 30) == datetime(2026, 11, 30, 9, 30, tzinfo=MADRID)
    assert due(2026, 10, 23, 9, 30) == datetime(2026, 10, 27, 9, 30, tzinfo=MADRID)
    assert due(2026, 11, 28, 23, 0) == datetime(2026, 12, 2, 0, 0, tzinfo=MADRID)
    settings.APPLICATION_ANSWER_DAYS = 5
    assert due(2026, 11, 24, 9, 30) == datetime(2026, 12, 1, 9, 30, tzinfo=MADRID)


def test_a_huge_body_is_refused_before_it_is_read(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_a_disk(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was written to a disk in the clear")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", to_a_disk)
    settings.APPLICATION_PAPER_MB = 3
    user = applicant()
    application = an_application(user)
    client.force_login(user)
    large = pdf() + b"\n" * 3 * 1024 * 1024
    answer = upload(client, "degree", large)
    assert answer.status_code == 422 and "3 MB" in answer.content.decode()
    assert upload(client, "degree", large * 2).status_code == 413
    answer = client.post(at("wishes"), {"file": SimpleUploadedFile("a.pdf", large)})
    assert answer.status_code == 413
    # What is said to be short is read no further than that.
    path = at("papers")
    sent = client.generic(
        "POST", path, large * 2, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=20
    )
    assert sent.status_code in {400, 422}
    assert not application.documents.exists()
    settings.ACCOUNT_RATE_LIMITS = {"application_upload": "1/d/user"}
    assert upload(client, "degree", b"?").status_code == 422
    answer = upload(client, "degree", pdf())
    assert answer.status_code == 422 and "mañana" in answer.content.decode()


def test_what_ends_takes_words_and_papers_along(
    alice: Any, dora: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    old, recent = applicant(), applicant("recent@example.com")
    silent = an_application(
        applicant("silent@example.com"),
        licence_number="4600004",
        state=State.INFO_NEEDED,
        submitted_at=now(),
    )
    refused = an_application(old, note="Tengo una clínica")
    paper = with_paper(refused)
    with_paper(an_application(recent, licence_number="4600002"))
    ApplicationWord.objects.create(application=refused, kind="reason", text="No consta", by=dora)
    ProfessionalApplication.objects.filter(pk=refused.pk).update(
        state=State.REJECTED, submitted_at=now(), decided_at=now(), decided_by=dora
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert "application_rejected" not in apply_retention(now() + timedelta(days=360))
        assert apply_retention(now() + timedelta(days=367))["application_rejected"] == 1
    refused.refresh_from_db()
    assert (refused.state, refused.licence_number, refused.note) == (State.REJECTED, "", "")
    assert refused.words.get().text == ""
    assert not storage().exists(paper.path)
    # What was never sent, or never answered, is let go of as well, and nothing is left to do.
    silent.refresh_from_db()
    assert (silent.state, silent.licence_number) == (State.INFO_NEEDED, "")
    assert not ApplicationDocument.objects.filter(removed_at=None).exists()
    again = apply_retention(now() + timedelta(days=367))
    assert not {"application_rejected", "applicant_cv_not_selected"} & set(again)

    # Erasing somebody ends what is open and destroys what they handed in.
    third = applicant("third@example.com")
    last = with_paper(an_application(third, licence_number="4600003"))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=third.person)
    assert not storage().exists(last.path)
    last.application.refresh_from_db()
    assert (last.application.state, last.application.licence_number) == (State.WITHDRAWN, "")
    assert not Notification.objects.filter(kind="accounts.application_withdrawn").exists()


def test_pages_ask_the_database_as_often_whatever_there_is(client: Client, ground: Any) -> None:
    user = applicant()
    application = an_application(user)
    client.force_login(user)
    names = ("start", "about", "training", "papers", "wishes", "send", "mine")
    few = {name: _queries(client, at(name)) for name in names}
    application.species.set(Species.objects.all()[:20])
    application.languages.set(Language.objects.all())
    for _number in range(3):
        for kind in ("degree", "licence", "insurance", "other"):
            with_paper(application, kind)
        ApplicationStep.objects.create(application=application, state=State.DRAFT, by=user)
        ApplicationWord.objects.create(
            application=application, kind="question", text="¿Y esto?", by=user
        )
    many = {name: _queries(client, at(name)) for name in names}
    assert many == few
    assert max(many.values()) <= 36, many


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
