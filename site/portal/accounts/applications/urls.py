"""Addresses of applying, below /solicitud/ (/en/apply/); translated, so each language has its own."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import paper_views

app_name = "applying"
urlpatterns = [
    path(_("paper/<uuid:pk>/"), paper_views.paper, name="paper"),
]
