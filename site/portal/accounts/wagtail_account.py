"""What of Wagtail's own pages about logins is not there, and what its account page still does."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.account import AccountView


def closed(request: HttpRequest) -> HttpResponse:
    """Wagtail's pages of users and groups do not exist: logins are looked after at /admin/staff/."""
    raise Http404


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
