"""How complete a professional's page is: each thing a client looks for, and where it is added."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking.models import AvailabilityRule, Offering
from home.models import ProfilePage
from portal.accounts.models import Professional
from portal.accounts.standing import house_day, is_verified
from portal.taxonomy.models import Regulation, Speciality

from .gate import edit_url

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """One thing: whether it is there, and where it is added; `url` is empty where only we can."""

    code: str
    title: Words
    hint: Words
    icon: str
    is_there: bool
    url: str
    action: Words


@dataclass(frozen=True)
class Gauge:
    """All of them, in the order in which a new professional goes through them."""

    items: list[Item]

    @property
    def missing(self) -> list[Item]:
        return [item for item in self.items if not item.is_there]

    @property
    def done(self) -> int:
        return len(self.items) - len(self.missing)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means that nothing is missing."""
        return 100 * self.done // len(self.items)


def gauge(professional: Professional, page: ProfilePage) -> Gauge:
    """The gauge of a page as it was last written, published or not. Two questions."""
    text = page.get_latest_revision_as_object()
    known = _known(professional)
    return Gauge([*_of_facts(professional, known), *_of_text(text, page.pk)])


def _known(professional: Professional) -> Any:
    mine = OuterRef("pk")
    through = Professional
    return (
        Professional.objects.filter(pk=professional.pk)
        .annotate(
            has_species=Exists(through.species.through.objects.filter(professional=mine)),
            has_languages=Exists(through.languages.through.objects.filter(professional=mine)),
            has_specialities=Exists(through.specialities.through.objects.filter(professional=mine)),
            may_have_specialities=Exists(
                Speciality.objects.filter(profession=OuterRef("profession"))
            ),
            # A service that is not ticked any more keeps its row.
            has_services=Exists(
                Offering.objects.filter(professional=mine).exclude(own_is_online=False)
            ),
            has_hours=Exists(
                AvailabilityRule.objects.filter(
                    Q(ends_on=None) | Q(ends_on__gte=house_day()), resource__professional=mine
                )
            ),
        )
        .get()
    )


# Facts: what it is called, why, its picture, and the page at which it is added.
FACTS: tuple[tuple[str, Words, Words, str, str], ...] = (
    (
        "services",
        _("Services and prices"),
        _("Nobody can book without one"),
        "euro",
        "own:services",
    ),
    ("hours", _("Working hours"), _("Your free times come from them"), "clock", "own:hours"),
    (
        "headline",
        _("What you do, in Spanish"),
        _("The line below your name"),
        "pencil",
        "own:facts",
    ),
    (
        "headline_en",
        _("What you do, in English"),
        _("Without it the English pages show the Spanish one"),
        "languages",
        "own:facts",
    ),
    ("species", _("Animals you see"), _("Clients filter by them"), "paw-print", "own:facts"),
    ("languages", _("Languages you speak"), _("Clients filter by them"), "languages", "own:facts"),
    ("specialities", _("Specialities"), _("What you are looked for"), "stethoscope", "own:facts"),
)


def _of_facts(professional: Professional, known: Any) -> list[Item]:
    there = {name: getattr(known, f"has_{name}", False) for name, *_rest in FACTS}
    there["headline"] = bool(professional.headline_es)
    there["headline_en"] = bool(professional.headline_en)
    items = [
        Item(code, title, hint, icon, there[code], reverse(view), _("Add"))
        for code, title, hint, icon, view in FACTS
        # A profession without specialities on the list misses none.
        if code != "specialities" or known.has_specialities or known.may_have_specialities
    ]
    if professional.profession.regulated == Regulation.YES:
        title, hint = _("Licence checked"), _("We check it: write to us, with a new certificate")
        is_there = is_verified(professional)
        items.append(Item("licence", title, hint, "badge-check", is_there, "", ""))
    return items


def _of_text(text: Any, pk: int) -> list[Item]:
    editor, write = edit_url(pk), _("Write")
    return [
        Item(
            "portrait",
            _("Portrait"),
            _("With your face in the middle"),
            "user",
            text.portrait_id is not None,
            editor,
            _("Add"),
        ),
        Item(
            "body_es",
            _("About you, in Spanish"),
            _("Clients read it before they choose"),
            "file-text",
            bool(text.body_es),
            editor,
            write,
        ),
        Item(
            "body_en",
            _("About you, in English"),
            _("Without it the English page shows the Spanish text"),
            "languages",
            bool(text.body_en),
            editor,
            write,
        ),
    ]
