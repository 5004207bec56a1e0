"""Addresses of the API: the same in every language."""

from django.urls import path, re_path

from booking.api.appointments import AppointmentList, OneOfThem
from booking.api.services import ServiceList
from booking.api.times import AvailableTimes
from home.api import views as people
from portal.accounts.api import auth, profile, signing_up, users
from portal.core.rest import Nowhere
from portal.places.api import Locations

from . import views

app_name = "api"
urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.Docs.as_view(), name="docs"),
    path("professionals/", people.Professionals.as_view(), name="professionals"),
    path("professionals/<slug:pk>/", people.Professional.as_view(), name="professional"),
    path("professionals/<slug:pk>/schedule/", people.Schedule.as_view(), name="schedule"),
    path("services/", ServiceList.as_view(), name="services"),
    path("locations/", Locations.as_view(), name="locations"),
    path("appointments/", AppointmentList.as_view(), name="appointments"),
    path("appointments/<int:pk>/", OneOfThem.as_view(), name="appointment"),
    path("appointments/available/", AvailableTimes.as_view(), name="available"),
    path("auth/login/", auth.Login.as_view(), name="login"),
    path("auth/logout/", auth.Logout.as_view(), name="logout"),
    path("auth/refresh/", auth.Refresh.as_view(), name="refresh"),
    path("auth/register/", signing_up.Register.as_view(), name="register"),
    path("auth/register/confirm/", signing_up.ConfirmRegister.as_view(), name="register-confirm"),
    path("auth/password-reset/", signing_up.ForgottenPassword.as_view(), name="password-reset"),
    path(
        "auth/password-reset/confirm/",
        signing_up.ConfirmForgottenPassword.as_view(),
        name="password-reset-confirm",
    ),
    path("users/profile/", profile.OwnProfile.as_view(), name="profile"),
    path("users/", users.Users.as_view(), name="users"),
    path("users/<int:pk>/", users.OneUser.as_view(), name="user"),
    # Before the pages of the site, which would ask the database for a page of that name.
    re_path(r"^.*$", Nowhere.as_view(), name="nowhere"),
]
