"""Deleting one's account: what the page says before and after, and what it takes to press the button."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from portal.accounts.second_factor.forms import AgainForm
from portal.people.erasure import Plan, Step
from portal.people.retention import rule

# In the session of the browser that deleted an account: what was kept.
KEPT = "account_kept"


class LeaveForm(AgainForm):
    """The decision, and who one is where the login is not a fresh one."""

    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick that you know that this cannot be undone.")},
    )
    field_order = ["sure"]

    def proof(self) -> list[forms.BoundField]:
        """What is asked besides the decision."""
        return [field for field in self if field.name != "sure"]


@dataclass(frozen=True)
class KeptRow:
    """Something that the law keeps: what, which fields, by which rule, until when (ISO, "" without)."""

    title: str
    fields: list[str]
    kind: str
    until: str

    @property
    def law(self) -> str:
        return rule(self.kind).law

    @property
    def until_day(self) -> datetime | None:
        return datetime.fromisoformat(self.until) if self.until else None

    @property
    def needs_review(self) -> bool:
        return rule(self.kind).needs_review


def kept_by_law(plan: Plan) -> list[KeptRow]:
    """Of a plan, what stays."""
    return [_row(step) for step in plan.steps if step.what == "keep" and step.rule]


def _row(step: Step) -> KeptRow:
    assert step.rule is not None
    until = step.until.isoformat() if step.until else ""
    return KeptRow(step.title, list(step.fields), step.rule.kind, until)


def remember_kept(session: SessionBase, plan: Plan) -> None:
    """For the page after the deletion: no personal value, only what kind of thing and until when."""
    session[KEPT] = [asdict(row) for row in kept_by_law(plan)]


def kept_here(session: SessionBase) -> list[KeptRow] | None:
    """What this browser was told; None for a browser that deleted nothing."""
    rows = session.get(KEPT)
    return None if rows is None else [KeptRow(**row) for row in rows]
