"""Who hears of a text that waits, goes out or comes back: through the outbox, in place of Wagtail's mails."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import signal_handlers as wagtails
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from home.models import ProfilePage
from portal.audit.actions import record
from portal.notifications.actions import notify
from portal.notifications.kinds import EMAIL, INBOX, Facts, Kind, Preference, declare
from portal.notifications.letterhead import from_house
from portal.notifications.models import Notification
from portal.people.models import Person

from . import access

AUDIENCE = "professional"


def declare_kinds() -> None:
    """Make them known to the outbox."""
    declare(
        Kind("home.page_submitted", _view, at_sending=_editor, label=_("Text of a page to approve"))
    )
    for code, label, title in (
        ("page_published", _("Text of a page published"), _("The text of my page is published")),
        ("page_sent_back", _("Text of a page sent back"), _("The text of my page needs changes")),
    ):
        preference = Preference(title, AUDIENCE, (EMAIL, INBOX), fixed=(INBOX,))
        declare(Kind(f"home.{code}", _view, at_sending=_back, label=label, preference=preference))


def replace_wagtails() -> None:
    """Keep Wagtail from mailing about workflows by itself: before the commit, and past the outbox.

    Called before Wagtail's own app is ready, which would register what sends those mails.
    """
    wagtails.register_signal_handlers = _listen


def _listen() -> None:
    for signal, sender, handler in (
        # Each time it is submitted: a workflow that was sent back goes on, and is no new one.
        (task_submitted, TaskState, _submitted),
        (workflow_approved, WorkflowState, _published),
        (workflow_rejected, WorkflowState, _sent_back),
    ):
        signal.connect(handler, sender=sender, dispatch_uid=f"home.{handler.__name__}")


def _submitted(sender: object, instance: TaskState, user: Any, **kwargs: Any) -> None:
    """Everybody who may approve it, but whoever submits; alone, that is oneself."""
    page = _profile(instance.workflow_state)
    if page is None:
        return
    record("home.profile_submitted", page, actor=user)
    others = [one for one in access.approvers() if one != user]
    people = Person.objects.filter(user__in=others or [user]).prefetch_related("contact_points")
    for person in people:
        _write(person, "page_submitted", instance.pk, page)


def _published(sender: object, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    _tell_author("page_published", instance)


def _sent_back(sender: object, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    _tell_author("page_sent_back", instance)


def _profile(state: WorkflowState) -> ProfilePage | None:
    """The profile a workflow is about; None for any other page. Wagtail hands over the bare page."""
    page = state.content_object.specific
    return page if isinstance(page, ProfilePage) else None


def _tell_author(event: str, state: WorkflowState) -> None:
    """Whoever submitted, and the professional whose page it is; the reviewer's words stay on the page."""
    page = _profile(state)
    if page is None:
        return
    wanted = {page.professional.person_id}
    wanted |= set(Person.objects.filter(user=state.requested_by_id).values_list("pk", flat=True))
    for person in Person.objects.filter(pk__in=wanted).prefetch_related("contact_points"):
        _write(person, event, state.current_task_state_id, page)


def _write(person: Person, event: str, task_state: int, page: ProfilePage) -> None:
    """Once for each time the text was submitted."""
    facts = {
        "called": person.called,
        "page": page.pk,
        "title": page.title,
        "is_own": person.pk == page.professional.person_id,
    }
    key = f"home.{event}:{task_state}:{person.pk}"
    notify(person=person, kind=f"home.{event}", facts=facts, dedupe_key=key)


def _view(facts: Facts) -> dict[str, Any]:
    return {**facts, "preheader": facts["title"]}


def _back(message: Notification) -> dict[str, Any]:
    """To «Mi página» for whose page it is; whoever else wrote the text has the editor alone."""
    facts: Any = message.facts
    if not facts["is_own"]:
        return _editor(message)
    return from_house(lambda: reverse("own_page:page"))(message)


def _editor(message: Notification) -> dict[str, Any]:
    facts: Any = message.facts
    return from_house(lambda: reverse("wagtailadmin_pages:edit", args=[facts["page"]]))(message)
