"""Addresses below /agenda/ (/en/agenda/); translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import changing_views, day_views, facts_views, hours_views, services_views, time_off_views

app_name = "own"
urlpatterns = [
    path("", day_views.today, name="today"),
    path(_("upcoming/"), day_views.upcoming, name="upcoming"),
    path(_("appointments/<int:pk>/"), day_views.attend, name="attend"),
    path(_("appointments/<int:pk>/move/"), changing_views.move, name="move"),
    path(_("appointments/<int:pk>/cancel/"), changing_views.cancel, name="cancel"),
    path(_("services/"), services_views.services, name="services"),
    path(_("availability/"), hours_views.hours, name="hours"),
    path(_("availability/day/"), hours_views.single_day, name="single-day"),
    path(_("availability/pause/"), time_off_views.pause, name="pause"),
    path(_("availability/time-off/"), time_off_views.add, name="time-off-add"),
    path(_("availability/time-off/<int:pk>/"), time_off_views.change, name="time-off"),
    path(_("profile/"), facts_views.facts, name="facts"),
]
