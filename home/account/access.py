"""Whose account a request is about; asked by every view of the account."""

from django.http import Http404, HttpRequest

from portal.people.access import own_person
from portal.people.models import Person


def account_of(request: HttpRequest) -> Person:
    """The person behind the login; Http404 for a login that is nobody's (some of the staff's)."""
    person = own_person(request.user)
    if person is None:
        raise Http404
    return person
