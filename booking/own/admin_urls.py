"""Addresses below /admin/availability/."""

from django.urls import path

from . import admin_views

app_name = "availability"
urlpatterns = [
    path("", admin_views.index, name="list"),
    path("<int:pk>/", admin_views.week, name="week"),
]
