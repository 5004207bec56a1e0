"""How many queries a page makes: at most its limit, and no more when there is ten times as much."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from portal.testing import Agenda, book, make_agenda, make_location, make_rule, make_service

TIMES = 10


@dataclass
class Stage:
    """A site with everything that pages list; `grow` makes it ten times as large."""

    directory: Any
    agendas: list[Agenda] = field(default_factory=list)
    # What a page leaves for the next time it is asked for.
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def agenda(self) -> Agenda:
        """The one whose profile and booking pages are asked for."""
        return self.agendas[0]

    def grow(self, professionals: int) -> None:
        """More professionals with pages and appointments, and more of everything for the first."""
        # All these guests have one phone number.
        with override_settings(BOOKING_OPEN_GUEST_BOOKINGS=10_000):
            for _ in range(professionals):
                self.agendas.append(_somebody(self.directory, number=len(self.agendas)))
            _enrich(self.agenda, count=professionals, done=len(self.agendas) - professionals)


def make_stage() -> Stage:
    """Home and directory in both languages, and one professional with one of everything."""
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    home, directory = _tree(spanish, "es", "profesionales", None, None)
    _tree(english, "en", "professionals", home, directory)
    stage = Stage(directory)
    stage.grow(1)
    return stage


def _tree(locale: Locale, slug: str, directory_slug: str, home_twin: Any, twin: Any) -> Any:
    from home.models import DirectoryPage, HomePage

    home = HomePage(title=f"Azahar {slug}", slug=slug, locale=locale)
    directory = DirectoryPage(
        title=directory_slug, slug=directory_slug, locale=locale, show_in_menus=True
    )
    if twin:
        home.translation_key, directory.translation_key = (
            home_twin.translation_key,
            twin.translation_key,
        )
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=directory)
    if not twin:
        Site.objects.update(root_page=home)
    return home, directory


def _picture(number: int) -> Any:
    data = io.BytesIO()
    Picture.new("RGB", (8, 8), (number % 256, 90, 90)).save(data, "WEBP")
    file = ImageFile(data, name=f"portrait-{number}.webp")
    return get_image_model().objects.create(title=f"Portrait {number}", file=file)


def _somebody(directory: Any, *, number: int) -> Agenda:
    from home.models import ProfilePage
    from portal.taxonomy.models import Language, Species

    agenda = make_agenda(name=f"Marta Ferrer {number}", after=5)
    professional = agenda.professional
    professional.species.set(Species.objects.all()[:3])
    professional.languages.set(Language.objects.all()[:2])
    directory.add_child(
        instance=ProfilePage(
            title=professional.display_name,
            slug=professional.slug,
            locale=directory.locale,
            professional=professional,
            portrait=_picture(number),
            body_es="<p>Hola</p>",
        )
    )
    book(agenda, agenda.morning(1, hour=10), email=f"guest{number}@example.com")
    return agenda


def _enrich(agenda: Agenda, *, count: int, done: int) -> None:
    """Services, places, rules, days off and appointments of one professional."""
    from booking.actions import save_time_off
    from booking.models import Offering, TimeOff

    for number in range(done, done + count):
        service = make_service(duration_minutes=20, position=number + 1)
        Offering.objects.create(service=service, professional=agenda.professional)
        afternoon = {"opens": dt.time(20 + number % 3, 10), "closes": dt.time(23, 50)}
        make_rule(agenda.resource, make_location(), **afternoon)
        start = agenda.morning(20 + number)
        off = TimeOff(
            resource=agenda.resource, starts_at=start, ends_at=start + dt.timedelta(hours=1)
        )
        save_time_off(time_off=off)
        book(agenda, agenda.morning(2 + number, hour=12), email=f"again{number}@example.com")


Ask = Callable[[Client, Stage], Any]
# How a page is asked for, the status of its answer, the most queries it may make.
Budget = tuple[Ask, int, int]


def queries_of(page: Budget, client: Client, stage: Stage) -> list[str]:
    """The queries of a page once caches are warm: the second time it is asked for."""
    ask, status, _limit = page
    ask(client, stage)
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, stage)
    assert response.status_code == status, (response.status_code, response.headers.get("Location"))
    said = [query["sql"] for query in queries.captured_queries]
    # A test's own transaction turns the frame of a write into savepoints.
    return [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]


def over_budget(small: list[str], large: list[str], limit: int) -> str:
    """Empty when both keep the limit and the number is the same; else the queries, to read."""
    if len(small) == len(large) <= limit:
        return ""
    told = "\n".join(f"{number:3} {sql[:2000]}" for number, sql in enumerate(large, 1))
    return f"{len(small)} queries, {len(large)} with {TIMES} times the rows; limit {limit}\n{told}"


def keep_budgets(pages: dict[str, Budget], client: Client, stage: Stage) -> None:
    """Fails with the queries of every page that makes too many, or more of them on a large site."""
    small = {name: queries_of(page, client, stage) for name, page in pages.items()}
    stage.grow(TIMES - 1)
    large = {name: queries_of(page, client, stage) for name, page in pages.items()}
    told = {name: over_budget(small[name], large[name], pages[name][2]) for name in pages}
    wrong = [f"{name}: {text}" for name, text in told.items() if text]
    if wrong:
        raise AssertionError("\n\n".join(wrong))
