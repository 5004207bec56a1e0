"""Addresses below /admin/people-data/."""

from django.urls import path

from . import data_views

app_name = "people_data"
urlpatterns = [
    path("<uuid:pk>/", data_views.show, name="show"),
    path("<uuid:pk>/download/", data_views.download, name="download"),
    path("<uuid:pk>/erase/", data_views.erase, name="erase"),
]
