"""Addresses below /admin/people-merge/."""

from django.urls import path

from . import merge_views

app_name = "people_merge"
urlpatterns = [
    path("", merge_views.queue, name="queue"),
    path("different/<int:pk>/", merge_views.different, name="different"),
    path("undo/<uuid:pk>/", merge_views.undo, name="undo"),
    path("<uuid:pk>/", merge_views.choose, name="choose"),
    path("<uuid:kept>/<uuid:gone>/", merge_views.compare, name="compare"),
]
