"""What a program sends to book and to change: read here, judged by the forms of the pages."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from booking.models import STAFF_REASONS, Appointment
from booking.open_times import Span
from portal.core.inputs import Text, Whole
from portal.core.paging import PageQuestion
from portal.core.time import YEARS
from portal.places.queries import house_zone

from .times import BoundField

MOST_ANIMALS = 6
A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


@extend_schema_field({"type": "string", "format": "date-time"})
class MomentField(serializers.Field[datetime, str, str, Any]):
    """A whole minute that states its distance from UTC."""

    default_error_messages = {
        "unreadable": _("Write a moment with its distance from UTC: {example}."),
        "seconds": _("A time begins with the minute: {example}."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str) or not A_MOMENT.fullmatch(data):
            self.fail("unreadable", example=BoundField.example)
        try:
            moment = datetime.fromisoformat(data)
        except ValueError:
            self.fail("unreadable", example=BoundField.example)
        if moment.year not in YEARS:
            self.fail("unreadable", example=BoundField.example)
        if moment.second or moment.microsecond:
            self.fail("seconds", example=BoundField.example)
        return moment

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class GivenAnswer(serializers.Serializer[Any]):
    """The answer to a question of the service, by the question's number."""

    question = Whole(min_value=1, max_value=2**31 - 1)
    answer = Text(max_length=1000, allow_blank=True)


class NewAnimal(serializers.Serializer[Any]):
    """Whom one brings, and in a few words why; what the service asks about each animal."""

    name = Text(max_length=60)
    species = Text(max_length=60)
    notes = Text(max_length=1000, required=False, allow_blank=True)
    answers = GivenAnswer(many=True, required=False, max_length=50)  # type: ignore[call-arg]


class NewAppointment(serializers.Serializer[Any]):
    """What is wanted. `professional` may be "any"; `location` says which place where there are several.

    `full_name` and `phone` are asked of whoever's account does not know them yet.
    """

    service = Text(max_length=60)
    professional = Text(max_length=60)
    location = Text(max_length=60, required=False, allow_blank=True)
    starts_at = MomentField()
    animals = NewAnimal(  # type: ignore[call-arg]
        many=True, allow_empty=False, max_length=MOST_ANIMALS
    )
    full_name = Text(max_length=120, required=False, allow_blank=True)
    phone = Text(max_length=30, required=False, allow_blank=True)


class Change(serializers.Serializer[Any]):
    """Another time, with the same professional unless another one is named.

    Staff say why, from the list, and may add a `note` that goes into the client's message only.
    """

    starts_at = MomentField()
    professional = Text(max_length=60, required=False, allow_blank=True)
    reason = serializers.ChoiceField(
        choices=[reason.value for reason in STAFF_REASONS], required=False, allow_blank=True
    )
    note = Text(max_length=500, required=False, allow_blank=True)


class AppointmentsQuestion(PageQuestion):
    """Which page, and of which appointments: `from` and `to` as for free times, `status` by its code.

    A day counts on the clock of the clinic group's first place.
    """

    status = serializers.ChoiceField(choices=Appointment.Status.choices, required=False)

    def get_fields(self) -> dict[str, Any]:
        bounds = {name: BoundField(required=False) for name in ("from", "to")}
        return {**super().get_fields(), **bounds}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        first, last = attrs.get("from"), attrs.get("to")
        if first and last:
            start, end = Span(first, last).on_clock_of(house_zone())
            if end <= start:
                raise serializers.ValidationError({"to": _("The end lies before the beginning.")})
        return attrs


def typed(asked: Mapping[str, Any]) -> dict[str, str]:
    """The same as the page's form would send it, so that one form judges both."""
    values = {"animals": str(len(asked["animals"]))}
    values |= {name: asked.get(name, "") for name in ("full_name", "phone")}
    for number, animal in enumerate(asked["animals"]):
        start = f"animal{number}-"
        values[f"{start}label"] = animal["name"]
        values |= {f"{start}{name}": animal.get(name, "") for name in ("species", "notes")}
        for given in animal.get("answers", []):
            values[f"{start}q{given['question']}"] = given["answer"]
    return values


def blamed(errors: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the page's form says of its fields, by what they are called here: animals.0.name."""
    return {_called(name): [str(one) for one in words] for name, words in errors.items()}


def _called(name: str) -> str:
    part, dash, own = name.partition("-")
    if not dash:
        return name
    number = part.removeprefix("animal")
    if own.startswith("q"):
        return f"animals.{number}.answers.{own[1:]}"
    return f"animals.{number}.{'name' if own == 'label' else own}"
