"""Phone numbers: what people type, stored as E.164, shown in groups."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOME_COUNTRY = "ES"


def to_e164(text: str) -> str:
    """«612 34 56 78» → «+34612345678». A number without prefix is Spanish.

    Raises ValidationError when it cannot be a phone number.
    """
    try:
        number = phonenumbers.parse(text, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("Write a phone number with 9 digits, such as 612 34 56 78."), code="phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(value: str) -> str:
    """«+34612345678» → «612 34 56 78»; other countries keep their prefix."""
    try:
        number = phonenumbers.parse(value, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return value
    home = number.country_code == 34
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
