"""Addresses of the booking flow; translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "booking"
urlpatterns = [
    path(_("book/"), views.details, name="details"),
    path(_("book/check/"), views.check, name="check"),
    path(_("book/confirm/"), views.confirm, name="confirm"),
    path(_("book/done/<str:code>/"), views.done, name="done"),
    path(_("book/done/<str:code>/calendar.ics"), views.calendar, name="calendar"),
]
