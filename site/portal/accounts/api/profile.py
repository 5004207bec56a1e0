"""One's own data: what the account shows and lets change, and nothing that says what one may do."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.accounts.models import Professional
from portal.core.inputs import Text
from portal.core.phones import to_e164
from portal.people.access import own_person
from portal.people.details import Details, change_details
from portal.people.models import Person

from .base import TokenView

PARTS = ("street", "postal_code", "city", "province")


class PhoneField(Text):
    """As people type it; E.164 comes out."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data).strip()
        try:
            return to_e164(text) if text else ""
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


class PostalAddress(serializers.Serializer[Any]):
    """Where somebody lives."""

    street = Text(max_length=120, allow_blank=True)
    postal_code = Text(max_length=12, allow_blank=True)
    city = Text(max_length=80, allow_blank=True)
    province = Text(max_length=80, allow_blank=True)


class EmergencyContact(serializers.Serializer[Any]):
    """Whom to call when somebody does not answer."""

    name = Text(max_length=120, allow_blank=True)
    phone = PhoneField(max_length=30)


class Profile(serializers.Serializer[Any]):
    """All of it is written: what is `null` or empty is emptied. The email changes on the website."""

    email = serializers.EmailField(read_only=True)
    role = serializers.CharField(read_only=True)
    full_name = Text(max_length=120)
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    phone = PhoneField(max_length=30, allow_blank=True)
    address = PostalAddress(allow_null=True)
    emergency_contact = EmergencyContact(allow_null=True)

    def validate_full_name(self, value: str) -> str:
        name = " ".join(value.split())
        person: Person = self.context["person"]
        if name != person.full_name and Professional.objects.filter(person=person).exists():
            raise serializers.ValidationError(
                _("A professional's name is public: the clinic changes it.")
            )
        return name


def told(person: Person) -> dict[str, Any]:
    """What the account knows of its owner, as `Profile` shows it."""
    user: Any = person.user
    address: Any = person.address or {}
    emergency: Any = person.emergency_contact or {}
    parts = {name: address.get(name, "") for name in PARTS}
    contact = {name: emergency.get(name, "") for name in ("name", "phone")}
    return {
        "email": user.email,
        "role": user.role,
        "full_name": person.full_name,
        "language": person.language,
        "phone": person.phone,
        "address": parts if any(parts.values()) else None,
        "emergency_contact": contact if contact["phone"] else None,
    }


def details(person: Person, data: dict[str, Any]) -> Details:
    """What was sent, as the action takes it; parts that nobody asks about here stay."""
    before: Any = person.address or {}
    sent = data["address"] or dict.fromkeys(PARTS, "")
    address = {name: text for name, text in {**before, **sent}.items() if text}
    known: Any = person.emergency_contact or {}
    contact = data["emergency_contact"]
    return Details(
        full_name=data["full_name"],
        language=data["language"],
        phone=data["phone"],
        address=address or None,
        emergency_contact={**known, **contact} if contact else None,
    )


class OwnProfile(TokenView):
    """The data of whoever asks; 404 for a login that is nobody's."""

    refusals = {"get": (404,), "put": (404,)}

    @extend_schema(responses=Profile, operation_id="read_profile", tags=["users"])
    def get(self, request: Request) -> Response:
        return Response(told(_own(request)))

    @extend_schema(request=Profile, responses=Profile, operation_id="write_profile", tags=["users"])
    def put(self, request: Request) -> Response:
        person = _own(request)
        asked = Profile(data=request.data, context={"person": person})
        asked.is_valid(raise_exception=True)
        change_details(
            person=person, details=details(person, asked.validated_data), by=request.user
        )
        return Response(told(_own(request)))


def _own(request: Request) -> Person:
    """Read anew, after whatever was written."""
    if own_person(request.user) is None:
        raise Http404
    found = Person.objects.select_related("user").prefetch_related("contact_points")
    return found.get(user=request.user.pk)
