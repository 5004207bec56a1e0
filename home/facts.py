"""What the blocks of one page show that is not written in them: read once for all of them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from booking.models import Service
from booking.slots import slot
from portal.accounts.standing import is_verified
from portal.core.time import now
from portal.places.models import Location

from .cards import ProCard, house_day
from .context import Shell
from .models import ArticleIndexPage, ServiceIndexPage
from .people import Member, read_free_times, read_team
from .search_choices import SearchChoices, search_choices
from .wanted import ANCHOR, Wanted, linked_page, wanted_by

SLOTS_ON_A_CARD = 3


class Facts:
    """One page's facts. Each is read when the first block asks, and then for every block."""

    def __init__(self, shell: Shell, wanted: Wanted | None = None) -> None:
        self.shell = shell
        self.wanted = wanted or Wanted()
        self.book = shell.book
        self.book.want(self.wanted.pages)

    @classmethod
    def of(
        cls, shell: Shell, streams: Iterable[Any], pictures: Iterable[int | None] = ()
    ) -> "Facts":
        """The facts of a page with these bodies and pictures of its own."""
        wanted = wanted_by(streams)
        wanted.pictures |= {pk for pk in pictures if pk}
        return cls(shell, wanted)

    # Places
    def place(self, pk: str | None = None) -> Location | None:
        """The place with that primary key; the first one for none; None when it is gone."""
        places = self.shell.places
        if not pk:
            return places[0] if places else None
        return next((place for place in places if str(place.pk) == str(pk)), None)

    @cached_property
    def _places_by_pk(self) -> dict[int, Location]:
        return {place.pk: place for place in self.shell.places}

    # Services
    @cached_property
    def services(self) -> dict[int, Service]:
        """All services in the order of the price list."""
        return {service.pk: service for service in Service.objects.all()}

    @property
    def articles_url(self) -> str:
        return self.book.url_of(ArticleIndexPage, self.shell.language)

    @property
    def services_url(self) -> str:
        return self.book.url_of(ServiceIndexPage, self.shell.language)

    # People
    @cached_property
    def team(self) -> list[Member]:
        """Everybody, or those whom the blocks name."""
        everybody = self.wanted.everybody
        return read_team(None if everybody else self.wanted.people, self.services)

    @cached_property
    def _team_with_times(self) -> list[Member]:
        read_free_times(self.team)
        return self.team

    def cards(self, people: Iterable[str] = (), *, with_times: bool) -> list[ProCard]:
        """Cards of these professionals in this order; of the whole team when none is named."""
        team = self._team_with_times if with_times else self.team
        by_pk = {str(member.professional.pk): member for member in team}
        chosen = [str(pk) for pk in people if pk]
        members = [by_pk[pk] for pk in chosen if pk in by_pk] if chosen else team
        return [self.card(member) for member in members]

    def soonest(self, count: int) -> list[ProCard]:
        """The cards of those who have a free time first; the others after them."""
        cards = self.cards(with_times=True)
        never = datetime.max.replace(tzinfo=now().tzinfo)
        cards.sort(key=lambda card: card.slots[0].starts_at if card.slots else never)
        return cards[:count]

    def card(
        self,
        member: Member,
        service: Service | None = None,
        *,
        slots: int = SLOTS_ON_A_CARD,
        query: str = "",
    ) -> ProCard:
        """One card; its times are those of one place, as it names one."""
        offering = member.offering_of(service) if service else next(iter(member.offerings), None)
        priced = [offering] if service and offering else member.offerings
        times = member.free.get(offering.pk, []) if offering else []
        first = times[0].location_id if times else None
        there = [time for time in times if time.location_id == first][:slots]
        return ProCard(
            professional=member.professional,
            url=f"{self.shell.directory_url}{member.slug}/{'?' + query if query else ''}",
            portrait=self.picture(member.portrait),
            place=self._places_by_pk.get(first) if first else None,
            places=[],
            species=[],
            languages=[],
            slots=[slot(offering, time, self._places_by_pk) for time in there] if offering else [],
            free_count=len(times),
            price_from=min((one.price for one in priced), default=None),
            is_verified=is_verified(member.professional, house_day(self.shell.places)),
        )

    def next_times(self, person: str, count: int) -> ProCard | None:
        """The card of one professional with more times; None for somebody nobody may see."""
        team = {str(member.professional.pk): member for member in self._team_with_times}
        member = team.get(str(person))
        return self.card(member, slots=count) if member else None

    @cached_property
    def search(self) -> SearchChoices:
        """What the search of the first screen offers."""
        return search_choices(self.team, self.shell.places)

    # Articles
    @cached_property
    def articles(self) -> list[Any]:
        """The newest articles, as many as the most demanding block shows."""
        from .articles import article_cards, published_articles

        found = list(published_articles(self.shell.language)[: self.wanted.articles])
        return article_cards(found, self)

    # Pictures
    @cached_property
    def _pictures(self) -> dict[int, Any]:
        """The pictures of blocks and cards with their renditions, in one query when all have one."""
        wanted = set(self.wanted.pictures)
        if self.wanted.everybody or self.wanted.people:
            wanted |= {member.portrait for member in self.team if member.portrait}
        return read_pictures(wanted)

    def also_pictures(self, pictures: Iterable[int | None]) -> None:
        """Pictures found out about later; before the first is shown they cost nothing."""
        found = {pk for pk in pictures if pk}
        self.wanted.pictures |= found
        if "_pictures" in self.__dict__ and (missing := found - self._pictures.keys()):
            self._pictures.update(read_pictures(missing))

    def picture(self, pk: int | None) -> Any:
        """The picture with that primary key, or None; asked for late, it costs a query more."""
        if pk is None:
            return None
        if pk not in self._pictures:
            self._pictures.update(read_pictures({pk}))
        return self._pictures.get(pk)

    # Words
    def html(self, text: Any) -> SafeString:
        """Wagtail's rich text with links to the pages of this language."""
        source = getattr(text, "source", text) or ""

        def lead(match: Any) -> str:
            page = linked_page(match[0])
            url = self.book.url(page, self.shell.language) if page else ""
            return f'<a href="{escape(url)}">' if url else str(match[0])

        # The editor has already reduced it to the features allowed.
        return mark_safe(expand_db_html(ANCHOR.sub(lead, source)))

    def link(self, value: Any) -> tuple[str, str]:
        """The address and the words of a link block; an empty address when it leads nowhere."""
        if not value:
            return "", ""
        if (pk := value.page_pk) is not None:
            url = self.book.url(pk, self.shell.language)
            return url, value.get("label") or self.book.title(pk, self.shell.language)
        return value.get("url") or "", value.get("label") or value.get("url") or ""


def read_pictures(wanted: set[int]) -> dict[int, Any]:
    """Pictures by primary key, each with its renditions at hand."""
    model = get_image_model()
    found: dict[int, Any] = {}
    rows = model.get_rendition_model().objects.filter(image__in=wanted).select_related("image")
    for rendition in rows if wanted else ():
        image = found.setdefault(rendition.image_id, rendition.image)
        rendition.image = image
        image.__dict__.setdefault("prefetched_renditions", []).append(rendition)
    if missing := wanted - found.keys():
        for image in model.objects.filter(pk__in=missing):
            image.prefetched_renditions = []
            found[image.pk] = image
    return found
