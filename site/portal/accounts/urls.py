"""Addresses of logging in and of one's own login; allauth's names, our addresses.

allauth's views are mounted one by one: what is not here does not exist. Its list of addresses, its
links that open an account and its signing up by other sites are left out on purpose.
"""

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from . import invitation_views, views
from .second_factor import views as second_factor

asked = require_http_methods(["GET", "HEAD", "POST"])
own: list[URLPattern] = [
    path(_("account/security/"), views.security, name="security"),
    path(_("account/security/close/"), views.close_all, name="close-all"),
    path(_("account/security/close/<int:pk>/"), views.close, name="close"),
    path(_("account/security/app/"), second_factor.add, name="app-add"),
    path(_("account/security/app/<uuid:pk>/"), second_factor.remove, name="app-remove"),
    path(_("account/security/codes/"), second_factor.recovery, name="codes"),
    path(_("invitation/"), invitation_views.password, name="invitation"),
    path(_("invitation/app/"), invitation_views.app, name="invitation-app"),
    path(_("invitation/<str:token>/"), invitation_views.open_link, name="invitation-open"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path(_("log-in/"), asked(allauth.login), name="account_login"),
    path(_("log-out/"), asked(allauth.logout), name="account_logout"),
    path(_("log-in/closed/"), asked(allauth.account_inactive), name="account_inactive"),
    path(_("log-in/second-factor/"), second_factor.at_the_door, name="account_second_factor"),
    path(_("log-in/not-set-up/"), second_factor.not_set_up, name="account_not_set_up"),
    path(_("log-in/code/"), asked(allauth.request_login_code), name="account_request_login_code"),
    path(
        _("log-in/code/check/"),
        asked(allauth.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path(_("sign-up/"), asked(allauth.signup), name="account_signup"),
    path(
        _("sign-up/code/"),
        asked(allauth.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(_("log-in/forgotten/"), asked(allauth.password_reset), name="account_reset_password"),
    path(
        _("log-in/forgotten/code/"),
        asked(allauth.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        _("log-in/forgotten/new/"),
        asked(allauth.complete_password_reset),
        name="account_complete_password_reset",
    ),
    path(
        _("log-in/forgotten/done/"),
        asked(allauth.password_reset_from_key_done),
        name="account_password_reset_completed",
    ),
    path(_("account/again/"), asked(allauth.reauthenticate), name="account_reauthenticate"),
    path(_("account/email/"), asked(allauth.email), name="account_email"),
    path(_("account/password/"), asked(allauth.password_change), name="account_change_password"),
    path(_("account/password/first/"), asked(allauth.password_set), name="account_set_password"),
    path("", include((own, "accounts"))),
]
