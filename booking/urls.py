"""Addresses of the booking flow; translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import confirm_views, hold_views, manage_views, step_views, views
from .client_file.urls import urlpatterns as client_file

app_name = "booking"
urlpatterns = [
    path(_("book/"), step_views.book, name="book"),
    path(_("book/hold/"), hold_views.hold, name="hold"),
    path(_("book/extend/"), hold_views.extend, name="extend"),
    path(_("book/check/"), confirm_views.check, name="check"),
    path(_("book/confirm/"), confirm_views.confirm, name="confirm"),
    path(_("book/done/<str:code>/"), views.done, name="done"),
    path(_("book/done/<str:code>/calendar.ics"), views.calendar, name="calendar"),
    path(_("book/lost-link/"), manage_views.lost_link, name="lost-link"),
    # What follows here is a secret: portal.core.redaction keeps it out of the logs.
    path(_("book/visit/<str:token>/"), manage_views.manage, name="manage"),
    path(_("book/visit/<str:token>/move/"), manage_views.move, name="move"),
    path(_("book/visit/<str:token>/cancel/"), manage_views.cancel, name="cancel"),
    path(
        _("book/visit/<str:token>/calendar.ics"),
        manage_views.calendar,
        name="manage-calendar",
    ),
    *client_file,
]
