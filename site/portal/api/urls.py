"""Addresses of the API: the same in every language."""

from django.urls import path

from booking.api import AvailableTimes

app_name = "api"
urlpatterns = [
    path("appointments/available/", AvailableTimes.as_view(), name="available"),
]
