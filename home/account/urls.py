"""Addresses below /cuenta/ (/en/account/); translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import claim_views, details_views, notice_views, privacy_views, visit_views

app_name = "account"
urlpatterns = [
    path("", visit_views.overview, name="overview"),
    path(_("visits/"), visit_views.visits, name="visits"),
    path(_("visits/past/"), visit_views.past_visits, name="past-visits"),
    path(_("visits/<uuid:pk>/"), visit_views.visit, name="visit"),
    path(_("visits/<uuid:pk>/move/"), visit_views.move, name="visit-move"),
    path(_("visits/<uuid:pk>/cancel/"), visit_views.cancel, name="visit-cancel"),
    path(_("visits/<uuid:pk>/calendar.ics"), visit_views.calendar, name="visit-calendar"),
    path(_("details/"), details_views.details, name="details"),
    path(_("already-a-client/"), claim_views.claim, name="claim"),
    path(_("notices/"), notice_views.notices, name="notices"),
    path(_("notices/read/"), notice_views.read_all, name="notices-read"),
    path(_("notices/<uuid:pk>/"), notice_views.change, name="notice"),
    path(_("preferences/"), notice_views.preferences, name="preferences"),
    path(_("privacy/"), privacy_views.privacy, name="privacy"),
    path(_("privacy/download/"), privacy_views.download, name="download"),
    path(_("privacy/consent/"), privacy_views.consent, name="consent"),
    path(_("privacy/delete/"), privacy_views.delete, name="delete"),
    path(_("privacy/deleted/"), privacy_views.gone, name="gone"),
]
