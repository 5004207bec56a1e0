"""Addresses of the booking flow; translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import confirm_views, hold_views, step_views, views

app_name = "booking"
urlpatterns = [
    path(_("book/"), step_views.book, name="book"),
    path(_("book/hold/"), hold_views.hold, name="hold"),
    path(_("book/extend/"), hold_views.extend, name="extend"),
    path(_("book/check/"), confirm_views.check, name="check"),
    path(_("book/confirm/"), confirm_views.confirm, name="confirm"),
    path(_("book/done/<str:code>/"), views.done, name="done"),
    path(_("book/done/<str:code>/calendar.ics"), views.calendar, name="calendar"),
]
