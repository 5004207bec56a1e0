"""Places and services."""

from datetime import time

from booking.models import IntakeQuestion, Service
from portal.demo.content.places import PLACES
from portal.demo.content.services import SERVICES
from portal.demo.content.shapes import PlaceFacts, ServiceFacts
from portal.places.models import Location, OpeningHours
from portal.taxonomy.models import Species


def clock_time(text: str) -> time:
    """«9:30» as a time of day."""
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def create_places() -> None:
    """Every place with its opening hours."""
    for facts in PLACES:
        _create_place(facts)


def _create_place(facts: PlaceFacts) -> None:
    place = Location.objects.create(
        slug=facts.slug,
        name=facts.name,
        street=facts.street,
        postal_code=facts.postal_code,
        city=facts.city,
        province=facts.province,
        region=facts.region,
        zone_name=facts.zone_name,
        latitude=facts.latitude,
        longitude=facts.longitude,
        phone=facts.phone,
        email=facts.email,
        access_notes=facts.access_notes,
        position=facts.position,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(
            location=place, weekday=weekday, opens=clock_time(opens), closes=clock_time(closes)
        )
        for weekday, spans in facts.week.items()
        for opens, closes in spans
    )


def create_services() -> None:
    """Every service, in the order of the price list."""
    species = Species.objects.in_bulk(field_name="slug")
    for number, facts in enumerate(SERVICES, start=1):
        service = _create_service(facts, position=number * 10)
        service.species.set([species[slug] for slug in facts.species])
        IntakeQuestion.objects.bulk_create(
            IntakeQuestion(
                service=service,
                text_es=question.text_es,
                text_en=question.text_en,
                is_required=question.is_required,
                position=position,
            )
            for position, question in enumerate(facts.questions, start=1)
        )


def _create_service(facts: ServiceFacts, *, position: int) -> Service:
    return Service.objects.create(
        slug=facts.slug,
        name_es=facts.name_es,
        name_en=facts.name_en,
        summary_es=facts.summary_es,
        summary_en=facts.summary_en,
        duration_minutes=facts.minutes,
        buffer_before_minutes=facts.before,
        buffer_after_minutes=facts.after,
        start_grid_minutes=facts.grid,
        minimum_notice_minutes=facts.notice,
        change_cutoff_minutes=facts.change_until,
        cancel_cutoff_minutes=facts.cancel_until,
        max_subjects=facts.animals,
        price=facts.price,
        is_online=True,
        position=position,
    )
