"""One appointment on a screen of the Wagtail admin: whoever may not see it learns nothing of it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from wagtail_modeladmin.views import WMABaseView

from portal.people.readings import note

from . import access
from .models import Appointment, Subject


class OneAppointment:
    """The appointment if `user` may see it; otherwise it does not exist."""

    instance: Any
    instance_pk: str
    request: HttpRequest
    was_allowed = False
    # Under which name the log of reads keeps it.
    screen = ""

    def __init__(self, model_admin: Any, instance_pk: str) -> None:
        # Wagtail would read the row here, bare, and before it is known who asks.
        WMABaseView.__init__(self, model_admin)
        self.instance_pk = self.pk_quoted = instance_pk

    def check_action_permitted(self, user: Any) -> bool:
        # Wagtail asks more than once in a request.
        if self.was_allowed:
            return True
        if not self.instance_pk.isdecimal() or not access.works_in_the_admin(user):
            raise Http404
        found = (
            self.allowed(user)
            .filter(pk=self.instance_pk)
            .select_related("visit__person", "professional__person", "location", "service")
            .prefetch_related(
                Prefetch("subjects", Subject.objects.select_related("species")),
                "visit__person__contact_points",
            )
            .first()
        )
        if found is None:
            raise Http404
        self.instance = found
        self.was_allowed = True
        return True

    def allowed(self, user: Any) -> QuerySet[Appointment]:
        return access.appointments_visible_to(user)

    def note_reading(self) -> None:
        """The client stands on the screen that is about to be shown."""
        note(self.request, self.screen, [self.instance.visit.person_id])
