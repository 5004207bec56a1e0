"""Professionals with what they offer and when they work."""

from datetime import date, timedelta

import recurrence

from booking.actions import save_rule
from booking.models import AvailabilityRule, Offering, Resource, Service
from portal.accounts.models import Professional
from portal.core.time import today
from portal.demo.content.places import VALENCIA
from portal.demo.content.shapes import OwnTerms, ProfessionalFacts, RuleFacts
from portal.demo.content.team import TEAM
from portal.demo.content.team.hours import MORNING, WORKDAYS
from portal.demo.planning import ZONE
from portal.people.actions import add_person
from portal.places.models import Location
from portal.taxonomy.models import Language, Profession, Speciality, Species

from .ground import clock_time

# Rules began some weeks ago, so the sixty days before today were worked too.
WEEKS_BEFORE = 10


def create_team(current: date) -> None:
    """Everybody with their offerings and working hours, expanded from today on."""
    monday = current - timedelta(days=current.weekday(), weeks=WEEKS_BEFORE)
    for facts in TEAM:
        professional = _create_professional(facts)
        _create_offerings(professional, facts)
        resource = Resource.objects.create(professional=professional)
        for rule in facts.rules:
            save_rule(rule=_rule(resource, rule, monday))


def _create_professional(facts: ProfessionalFacts) -> Professional:
    person = add_person(
        full_name=facts.full_name,
        email=f"{facts.slug.replace('-', '.')}@clinicaazahar.example",
        phone=facts.phone,
        language="es",
    )
    professional = Professional.objects.create(
        person=person,
        slug=facts.slug,
        title=facts.title,
        profession=Profession.objects.get(slug=facts.profession),
        headline_es=facts.headline_es,
        headline_en=facts.headline_en,
    )
    professional.specialities.set(Speciality.objects.filter(slug__in=facts.specialities))
    professional.species.set(Species.objects.filter(slug__in=facts.species))
    professional.languages.set(Language.objects.filter(slug__in=facts.languages))
    return professional


def _create_offerings(professional: Professional, facts: ProfessionalFacts) -> None:
    services = Service.objects.in_bulk(facts.services, field_name="slug")
    nothing = OwnTerms()
    Offering.objects.bulk_create(
        Offering(
            professional=professional,
            service=services[slug],
            own_price=facts.own.get(slug, nothing).price,
            own_duration_minutes=facts.own.get(slug, nothing).minutes,
        )
        for slug in facts.services
    )


def work_weekday_mornings(resource: Resource) -> None:
    """The usual mornings at the first clinic, from this week on."""
    monday = today(ZONE) - timedelta(days=today(ZONE).weekday())
    save_rule(rule=_rule(resource, RuleFacts(VALENCIA, WORKDAYS, MORNING), monday))


def _rule(resource: Resource, facts: RuleFacts, starts_on: date) -> AvailabilityRule:
    opens, closes = facts.hours
    return AvailabilityRule(
        resource=resource,
        location=Location.objects.get(slug=facts.place),
        starts_on=starts_on + timedelta(weeks=facts.week),
        days=_days(facts),
        opens=clock_time(opens),
        closes=clock_time(closes),
    )


def _days(facts: RuleFacts) -> recurrence.Recurrence:
    monthly = any(day[0] == "+" for day in facts.days)
    rule = recurrence.Rule(
        recurrence.MONTHLY if monthly else recurrence.WEEKLY,
        interval=facts.every,
        byday=[recurrence.to_weekday(day) for day in facts.days],
    )
    return recurrence.Recurrence(rrules=[rule], include_dtstart=False)
