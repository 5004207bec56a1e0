"""The forms of allauth, with the house's labels, hints and errors; nothing is saved here."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = {
    "required": _("Write a whole email address, such as name@example.com."),
    "invalid": _("Write a whole email address, such as name@example.com."),
}
PASSWORD = {"required": _("Write your password.")}
NEW_PASSWORD = {"required": _("Choose a password of at least 10 characters.")}
CODE = {"required": _("Write the six figures of the message.")}


class Worded:
    """Puts the house's words on the fields of an allauth form."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    errors_: dict[str, dict[str, Any]] = {}
    attributes: dict[str, dict[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # A label says it; what stands in the field would vanish as somebody types.
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = self.labels[name]
            field.help_text = self.hints.get(name, "")
            field.error_messages.update(self.errors_.get(name, {}))
            field.widget.attrs.update(self.attributes.get(name, {}))


class LoginForm(Worded, allauth.LoginForm):  # type: ignore[misc]
    """Email and password."""

    labels = {
        "login": _("Email"),
        "password": _("Password"),
        "remember": _("Remember me on this device"),
    }
    errors_ = {"login": EMAIL, "password": PASSWORD}
    attributes = {"login": {"autocomplete": "username"}}


class SignupForm(Worded, allauth.SignupForm):  # type: ignore[misc]
    """Name, email, password; the name comes from `signup.SignupDetails`."""

    labels = {"email": _("Email"), "password1": _("Password")}
    hints = {
        "email": _("We send a code there to make sure that it is yours."),
        "password1": _("At least 10 characters; a sentence is easy to remember."),
    }
    errors_ = {"email": EMAIL, "password1": NEW_PASSWORD}
    field_order = ["full_name", "email", "password1", "privacy"]


class RequestCodeForm(Worded, allauth.RequestLoginCodeForm):  # type: ignore[misc]
    """Where the code goes."""

    labels = {"email": _("Email")}
    errors_ = {"email": EMAIL}


class _CodeForm(Worded):
    labels = {"code": _("Code of six figures")}
    hints = {"code": _("It is valid for 10 minutes. Look in the spam folder too.")}
    errors_ = {"code": CODE}
    attributes = {
        "code": {
            "class": "pin",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": "6",
        }
    }


class LoginCodeForm(_CodeForm, allauth.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class VerificationCodeForm(_CodeForm, allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class ResetCodeForm(_CodeForm, allauth.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class ForgottenForm(Worded, allauth.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is to be set anew."""

    labels = {"email": _("Email")}
    errors_ = {"email": EMAIL}


class NewPasswordForm(Worded, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, typed twice: there is no old one to fall back on."""

    labels = {"password1": _("New password"), "password2": _("The same once more")}
    hints = {"password1": _("At least 10 characters; a sentence is easy to remember.")}
    errors_ = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class ChangePasswordForm(Worded, allauth.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""

    labels = {
        "oldpassword": _("Password until now"),
        "password1": _("New password"),
        "password2": _("The same once more"),
    }
    hints = {"password1": _("At least 10 characters; a sentence is easy to remember.")}
    errors_ = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class SetPasswordForm(Worded, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password, for whoever has always come by code."""

    labels = {"password1": _("New password"), "password2": _("The same once more")}
    hints = {"password1": _("At least 10 characters; a sentence is easy to remember.")}
    errors_ = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class AgainForm(Worded, allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    labels = {"password": _("Password")}
    errors_ = {"password": PASSWORD}


class ChangeEmailForm(Worded, allauth.AddEmailForm):  # type: ignore[misc]
    """The address that takes the place of the present one."""

    labels = {"email": _("New email")}
    hints = {"email": _("We send a code there; until you type it, the present one stays.")}
    errors_ = {"email": EMAIL}
