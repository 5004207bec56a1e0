"""Approving the text of a profile: by somebody else than whoever wrote it, while there is somebody else."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from portal.audit.actions import record
from portal.core.db import lock_in_order

from . import access

APPROVE, APPROVE_OWN, REJECT = "approve", "approve_own", "reject"
Actions = list[tuple[str, Any, bool]]


class ReasonForm(forms.Form):
    """Words that whoever wrote the text reads, or that stand in the history of one's own approval."""

    comment = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


def actions_for(page: Any, user: Any) -> Actions:
    """What `user` may do with the page that waits: (name, label, whether words are asked for)."""
    state = page.current_workflow_task_state
    if state is None or not access.approves(user):
        return []
    if not is_own(state, user):
        back = (REJECT, _("Ask for changes"), True)
        if is_changed_by_another(page, state, user):
            return [back]
        # Wagtail's menu writes "and Publish" behind the label of this one name.
        return [back, (APPROVE, _("Approve"), False)]
    if access.is_only_approver(user):
        return [(APPROVE_OWN, _("Approve your own text, with a reason"), True)]
    return []


def is_own(state: TaskState, user: Any) -> bool:
    """Whether the revision that waits was written by `user`."""
    return state.revision is not None and state.revision.user_id == user.pk


def is_changed_by_another(page: Any, state: TaskState, user: Any) -> bool:
    """Whether what stands in the editor is neither what was submitted nor what `user` wrote since."""
    latest = page.latest_revision
    return bool(latest.pk != state.revision_id and latest.user_id != user.pk)


@transaction.atomic
def act(state: TaskState, user: Any, name: str, comment: str = "") -> None:
    """Approve or hand back, under the page's lock; asked once more there who may.

    An approver who changes the text on the way has written another one: it is submitted in its turn, and
    waits for somebody else. Raises PermissionDenied for whoever may not, and for a text that a third one
    changed since it was submitted.
    """
    page = state.workflow_state.content_object
    lock_in_order(type(page).objects.filter(pk=page.pk))
    fresh = TaskState.objects.select_related("revision").get(pk=state.pk)
    page = type(page).objects.get(pk=page.pk)
    if name not in {action for action, *_rest in actions_for(page, user)}:
        raise PermissionDenied
    if name != REJECT and page.latest_revision_id != fresh.revision_id:
        _submit_anew(page, fresh, user)
        return
    if name != APPROVE and not comment.strip():
        raise PermissionDenied
    if name == REJECT:
        fresh.specific.reject(user=user, comment=comment)
        record("home.profile_sent_back", page, actor=user)
    else:
        fresh.specific.approve(user=user, comment=comment)


def _submit_anew(page: Any, state: TaskState, user: Any) -> None:
    """What the approver has just written goes its own way; what somebody else wrote is not theirs to send."""
    if page.latest_revision.user_id != user.pk:
        raise PermissionDenied
    state.workflow_state.cancel(user=user)
    page.specific.get_workflow().start(page.specific, user)
