"""What of Wagtail's own pages about logins is not there, and what its account page still does."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.account import AccountView
from wagtail.users.models import UserProfile

from portal.people.models import Person
from portal.places.queries import house_zone

from .models import User


def closed(request: HttpRequest) -> HttpResponse:
    """Wagtail's pages of users and groups do not exist: logins are looked after at /admin/staff/."""
    raise Http404


def settle_in(user: User) -> None:
    """The editor in the person's language and on the house's clock, until they choose otherwise."""
    profile = UserProfile.get_for_user(user)
    person = Person.objects.filter(user=user).first()
    profile.preferred_language = profile.preferred_language or (person.language if person else "")
    profile.current_time_zone = profile.current_time_zone or house_zone().key
    profile.save(update_fields=["preferred_language", "current_time_zone"])


class OwnAccountView(AccountView):  # type: ignore[misc]
    """Wagtail's own settings of a login: picture, language, theme.

    Name, email and password are not among them: who somebody is stands in Person, and what opens the
    door is changed at the one door. Nothing of the login's own row is written, so nobody who saves this
    page brings back a role that was taken from them meanwhile.
    """

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if panel.form_object == "profile"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wagtail gives the session a new key, which the list of open devices follows."""
        before = request.session.session_key
        response: HttpResponse = super().post(request)
        if request.session.session_key != before:
            UserSession.objects.filter(session_key=before).delete()
            UserSession.objects.create_from_request(request)
        return response
