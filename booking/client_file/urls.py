"""Addresses of the clients' files; part of booking's, translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import code_views, day_views, message_views, views

urlpatterns = [
    path(_("agenda/clients/<uuid:pk>/"), views.client, name="client"),
    path(_("agenda/clients/<uuid:pk>/emergency/"), views.emergency, name="client-emergency"),
    path(_("agenda/clients/<uuid:pk>/notes/"), views.notes, name="client-notes"),
    path(_("agenda/clients/<uuid:pk>/notes/<uuid:note>/"), views.note, name="client-note"),
    path(_("agenda/clients/<uuid:pk>/message/"), message_views.message, name="client-message"),
    path(_("agenda/clients/<uuid:pk>/account-code/"), code_views.code, name="client-code"),
    path(_("agenda/message/"), day_views.day_message, name="day-message"),
]
