"""Bookings made without an account find their owner once the address is proven."""

from django.db.models import Exists, OuterRef, QuerySet

from booking.models import ClientNote, Visit
from portal.accounts.models import User
from portal.people.errors import CannotMerge
from portal.people.merging import merge_people
from portal.people.models import ContactPoint, Merge, Person


def attach_bookings(*, user: User, email: str) -> int:
    """Lead what guests booked from this very address to the login's Person; returns how many people.

    `email` has just been proven to be the login's, and is compared as a whole. Only entries that a
    guest has made by booking alone: where staff has written something (a visit by phone, an address,
    an identity number, whom to call, a note, another contact, a merge), the proof of an address is
    not enough, and the pair waits in the queue of likely duplicates instead.
    """
    person = Person.objects.filter(user=user, key_destroyed_at__isnull=True).first()
    if person is None:
        return 0
    attached = 0
    for guest in _guests_at(email).exclude(pk=person.pk):
        try:
            merge_people(kept=person, gone=guest, by=user)
        except CannotMerge:
            # Erased or merged since it was read: nothing of it is left to attach.
            continue
        attached += 1
    return attached


def _guests_at(email: str) -> QuerySet[Person]:
    """People known by nothing but their own bookings from this address."""
    own = Visit.objects.filter(person=OuterRef("pk"))
    points = ContactPoint.objects.filter(person=OuterRef("pk"), kind=ContactPoint.Kind.EMAIL)
    return Person.objects.filter(
        Exists(points.filter(value=email.lower(), is_primary=True)),
        Exists(own.filter(origin=Visit.Origin.GUEST)),
        ~Exists(points.exclude(value=email.lower())),
        ~Exists(own.exclude(origin=Visit.Origin.GUEST)),
        ~Exists(ClientNote.objects.filter(person=OuterRef("pk"))),
        ~Exists(Merge.objects.filter(kept=OuterRef("pk"), undone_at__isnull=True)),
        user__isnull=True,
        professional__isnull=True,
        merged_into__isnull=True,
        key_destroyed_at__isnull=True,
        address__isnull=True,
        identity_number__isnull=True,
        emergency_contact__isnull=True,
    ).order_by("created_at", "pk")
