"""Where the text of a page stands, and what happened to it, as its professional reads it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from home.models import ProfilePage
from portal.accounts.models import User

MOST_EVENTS = 30
DRAFT, WAITING, SENT_BACK, PUBLISHED = "draft", "waiting", "sent_back", "published"


@dataclass(frozen=True)
class Event:
    """One thing that happened; `at` is on the house's clock, `text` what a reviewer wrote."""

    at: datetime
    what: str
    who: str
    text: str
    icon: str
    tone: str


@dataclass(frozen=True)
class Stand:
    """`code` is one of the four above; `workflow` the one that is under way, if any."""

    code: str
    label: str
    tone: str
    icon: str
    workflow: WorkflowState | None
    # What the last reviewer asked to change.
    asked: str = ""


def stand_of(page: ProfilePage) -> Stand:
    """How the latest text stands: nobody else's word for it is needed to see that."""
    current = page.current_workflow_state
    if current and current.status == WorkflowState.STATUS_IN_PROGRESS:
        return Stand(WAITING, _("Waiting for approval"), "warn", "hourglass", current)
    if current and current.status == WorkflowState.STATUS_NEEDS_CHANGES:
        asked = current.current_task_state.comment if current.current_task_state else ""
        return Stand(SENT_BACK, _("Changes asked for"), "bad", "rotate-ccw", current, asked)
    if page.live and not page.has_unpublished_changes:
        return Stand(PUBLISHED, _("Published"), "ok", "check", None)
    return Stand(DRAFT, _("Draft"), "info", "pencil", None)


def may_withdraw(stand: Stand, user: object) -> bool:
    """Whether `user` takes it back: it waits, and nobody else has changed and sent it since."""
    if stand.code != WAITING or stand.workflow is None:
        return False
    return bool(stand.workflow.user_can_cancel(user))


def events_of(page: ProfilePage, zone: tzinfo) -> list[Event]:
    """The last things that happened to its text, the newest first. One question, however many.

    A text that came back and is sent again goes on in the same workflow: each time is a task of its own.
    """
    tasks = (
        TaskState.objects.filter(workflow_state__in=WorkflowState.objects.for_instance(page))
        .select_related("workflow_state__requested_by__person", "revision__user__person")
        .select_related("finished_by__person")
        .defer("revision__content")
        .order_by("-started_at", "-pk")[:MOST_EVENTS]
    )
    events = []
    for task in tasks:
        events.append(_sent(task, zone))
        if task.status != TaskState.STATUS_IN_PROGRESS and task.finished_at is not None:
            events.append(_ended(task, zone))
    return sorted(events, key=lambda event: event.at, reverse=True)[:MOST_EVENTS]


def _sent(task: TaskState, zone: tzinfo) -> Event:
    """By whoever wrote what was sent: pressing the button saves it in their name."""
    who = _who(task.revision.user or task.workflow_state.requested_by)
    return Event(task.started_at.astimezone(zone), _("Sent for approval"), who, "", "send", "warn")


def _ended(task: TaskState, zone: tzinfo) -> Event:
    what, icon, tone = {
        TaskState.STATUS_APPROVED: (_("Published"), "check", "ok"),
        TaskState.STATUS_REJECTED: (_("Sent back"), "rotate-ccw", "bad"),
    }.get(task.status, (_("Taken back"), "rotate-ccw", "info"))
    at = task.finished_at.astimezone(zone)
    return Event(at, what, _who(task.finished_by), task.comment, icon, tone)


def _who(user: User | None) -> str:
    return user.get_full_name() if user else ""
