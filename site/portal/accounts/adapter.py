"""Where allauth meets the house: mails through the outbox, addresses behind proxies, where to go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.actions import record
from portal.core.digests import client_address

from .mails import send_account_mail
from .models import Professional
from .roles import Role

# What allauth would say, in our words; whatever is not here the page itself shows.
SAID = {
    "email_confirmed": _("Email confirmed."),
    "password_changed": _("Password changed."),
    "password_set": _("Password saved."),
    "logged_out": _("You are logged out."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth decides, this carries out."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, on commit; to somebody without a login there is nothing to send."""
        send_account_mail(template_prefix.rpartition("/")[2], email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """With whom it is about: after a change of address the old one no longer says so."""
        super().send_notification_mail(
            template_prefix, user, context={**(context or {}), "user": user}, email=email
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """In the house's words."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        if name in SAID:
            messages.add_message(request, level, SAID[name])

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their screens, professionals to their day, clients to their account."""
        user: Any = request.user
        if user.role == Role.PROFESSIONAL:
            is_booked = Professional.objects.filter(person__user=user).exists()
            return reverse("own:today" if is_booked else "account:overview")
        staff = user.has_perm("wagtailadmin.access_admin")
        return reverse("wagtailadmin_home" if staff else "account:overview")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:overview")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:security")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account:overview")

    def get_login_stages(self) -> list[str]:
        """allauth's, and ours as the last: the second factor."""
        return [
            *super().get_login_stages(),
            "portal.accounts.second_factor.stage.SecondFactorStage",
        ]

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        record("accounts.password_changed", user, actor=user)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        record("accounts.logged_in", user, actor=user, role=user.role)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """There is one address a login, and it is changed, never removed."""
        return not EmailAddress.objects.filter(pk=email_address.pk, primary=True).exists()
