"""The one step of a profile's workflow: somebody else reads the text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, Workflow


class ProfileReview(Task):  # type: ignore[misc]
    """Approved by whoever `home.own_page.access` names, never by the text's last author alone."""

    admin_form_fields = ["name"]

    class Meta:
        verbose_name = _("review of a profile")
        verbose_name_plural = _("reviews of profiles")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        from home.own_page.access import approves

        return approves(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While somebody reads it, its author waits, or takes it back."""
        from home.own_page.access import approves

        return not approves(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        from home.own_page.review import actions_for

        return actions_for(obj, user)

    def get_form_for_action(self, action: str) -> Any:
        from home.own_page.review import APPROVE, ReasonForm

        return super().get_form_for_action(action) if action == APPROVE else ReasonForm

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        from home.own_page.review import act

        act(task_state, user, action_name, comment=str(kwargs.get("comment", "")))

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        from home.own_page.access import approves

        if not approves(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody else than its last author approves the text of a profile")


def profile_workflow() -> Workflow | None:
    """The workflow of every profile, made by migration 0003; None if somebody has switched it off."""
    found: Workflow | None = Workflow.objects.filter(
        active=True, workflow_tasks__task__in=ProfileReview.objects.filter(active=True)
    ).first()
    return found
