"""How staff find an appointment by words: the code, the person, the animal, the service, with whom."""

from django.db.models import QuerySet

from portal.accounts.models import Professional
from portal.core.text_search import holding, speaking_of
from portal.people.searching import people_known_by

from .models import Appointment, Service, Subject, Visit


def ways_to_appointments(word: str) -> list[QuerySet[Appointment]]:
    """The appointments a word leads to, way by way (see `portal.core.text_search.matching`)."""
    found = Appointment.objects
    services = Service.objects.filter(speaking_of(word, es="name_es", en="name_en"))
    professionals = Professional.objects.filter(holding(word, "person__full_name"))
    return [
        found.filter(visit__in=Visit.objects.filter(code__iexact=word)),
        found.filter(visit__person__in=people_known_by(word)),
        found.filter(pk__in=Subject.objects.filter(holding(word, "label")).values("appointment")),
        found.filter(service__in=services),
        found.filter(professional__in=professionals),
    ]
