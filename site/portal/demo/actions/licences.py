"""Licences of the demo's team: checked by the administrator, and one about to lapse."""

from datetime import date, datetime, time, timedelta

from portal.accounts.models import Professional, User
from portal.demo.content.licences import LAPSES_SOON, LICENCES
from portal.demo.planning import ZONE
from portal.taxonomy.models import College

CHECKED_BEFORE = timedelta(days=120)
COUNTS_FOR = timedelta(days=365)
SOON = timedelta(days=18)


def check_licences(today: date) -> None:
    """Every number, checked four months ago for a year; of one the year is nearly over. Safe to repeat."""
    checker = User.objects.get(email="admin@clinicaazahar.example")
    colleges = College.objects.in_bulk(
        {college for college, _number in LICENCES.values()}, field_name="slug"
    )
    team = Professional.objects.in_bulk(LICENCES, field_name="slug")
    for slug, (college, number) in LICENCES.items():
        ahead = SOON if slug == LAPSES_SOON else COUNTS_FOR - CHECKED_BEFORE
        checked_on = today + ahead - COUNTS_FOR
        one = team[slug]
        one.college = colleges[college]
        one.licence_number = colleges[college].number(number)
        one.licence_checked_by = checker
        one.licence_checked_at = datetime.combine(checked_on, time(10), tzinfo=ZONE)
        one.licence_valid_until = today + ahead
        one.save()
