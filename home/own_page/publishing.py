"""What happens when the workflow of a page is through: the text that was approved goes out, and no other.

Wagtail imports this module while its own models are being made, so nothing of models stands on top.
"""

from typing import Any

from django.db import transaction


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Wagtail's WAGTAIL_FINISH_WORKFLOW_ACTION, called in the transaction of the last approval.

    Wagtail's own publishes the latest revision and asks whether the approver may publish. Here the
    revision that was looked at goes out, whatever was written since, and nobody has that right.
    """
    from wagtail.workflows import publish_workflow_state

    from home.models import ProfilePage

    # As its own kind: Wagtail hands over the bare page.
    page = workflow_state.content_object.specific
    if isinstance(page, ProfilePage):
        _publish(page, workflow_state, user)
    else:
        publish_workflow_state(workflow_state, user=user)


@transaction.atomic
def _publish(page: Any, workflow_state: Any, user: Any) -> None:
    from wagtail.models import TaskState

    from portal.accounts.models import Professional
    from portal.audit.actions import record

    approved = (
        workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
        .select_related("revision")
        .latest("finished_at", "pk")
    )
    is_first = page.first_published_at is None
    approved.revision.publish(user=user, skip_permission_checks=True)
    if is_first:
        # Until their page was there, nobody could have found or booked them.
        Professional.objects.filter(pk=page.professional_id).update(is_listed=True)
    is_own = approved.revision.user_id == getattr(user, "pk", None)
    record("home.profile_published", page, actor=user, reason="own_text" if is_own else "approved")
