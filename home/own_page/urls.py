"""Addresses of «Mi página», below the professional's agenda; translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

app_name = "own_page"
urlpatterns = [
    path("", views.page, name="page"),
    path(_("withdraw/"), views.withdraw, name="withdraw"),
]
