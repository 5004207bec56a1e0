"""Addresses below /admin/messages/."""

from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>/again/", views.again, name="again"),
    path("<uuid:pk>/close/", views.close, name="close"),
]
