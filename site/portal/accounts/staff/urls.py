"""Addresses below /admin/staff/."""

from django.urls import path

from . import form_views, views
from .errands import ERRANDS

app_name = "staff"
urlpatterns = [
    path("", views.index, name="index"),
    path("invite/", form_views.invite, name="invite"),
    path("client/", form_views.client, name="client"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/role/", form_views.role, name="role"),
    *(path(f"<int:pk>/{name}/", views.errand, {"name": name}, name=name) for name in ERRANDS),
]
