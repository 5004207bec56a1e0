"""One appointment on a screen of the Wagtail admin: whoever may not see it learns nothing of it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from portal.core.admin_lists import OneRow
from portal.people.readings import note

from . import access
from .models import Appointment, Subject


class OneAppointment(OneRow):
    """The appointment if `user` may see it; otherwise it does not exist."""

    # Under which name the log of reads keeps it.
    screen = ""

    def find(self, user: Any, pk: str) -> Appointment:
        if not pk.isdecimal() or not access.works_in_the_admin(user):
            raise Http404
        found = (
            self.allowed(user)
            .filter(pk=pk)
            .select_related("visit__person", "professional__person", "location", "service")
            .prefetch_related(
                Prefetch("subjects", Subject.objects.select_related("species")),
                "visit__person__contact_points",
            )
            .first()
        )
        if found is None:
            raise Http404
        return found

    def allowed(self, user: Any) -> QuerySet[Appointment]:
        return access.appointments_visible_to(user)

    def note_reading(self) -> None:
        """The client stands on the screen that is about to be shown."""
        note(self.request, self.screen, [self.instance.visit.person_id])
