"""Writing to the clients of a day («the doctor is ill tomorrow»): words, preview, number, send."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.core.digests import digest
from portal.core.errors import DomainError
from portal.people.readings import note as note_reading

from . import access
from .forms import DayForm, MessageForm
from .letters import Letter, Preview, Recipient, preview_of
from .mailing import clients_of_day, delayed, own_mailing, send_letter
from .pages import kept_from_robots, staff


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day_message(request: HttpRequest) -> HttpResponse:
    """The clients of `day`, of a `place` and a `professional` where named: who they are, and writing.

    With `late`, only those whom that professional keeps waiting now, and words to begin with.
    """
    access.check_writes_to_days(request.user)
    asked = DayForm(
        request.GET,
        places=access.places_for(request.user),
        professionals=access.professionals_for(request.user),
    )
    if not asked.is_valid():
        raise Http404
    return kept_from_robots(DayMessage(request, asked.cleaned_data).respond())


class DayMessage:
    """One request to the page of a day."""

    def __init__(self, request: HttpRequest, asked: dict[str, Any]) -> None:
        self.request, self.is_late, self.delay = request, bool(asked["late"]), 0
        self.asked = {name: asked[name] for name in ("day", "place", "professional")}
        if self.is_late:
            self.delay, self.recipients = delayed(request.user, **self.asked)
        else:
            self.recipients = clients_of_day(request.user, **self.asked)
        self.reached = [one for one in self.recipients if one.is_reached]

    @property
    def url(self) -> str:
        """This page, with its question."""
        names = {"day": self.asked["day"].isoformat()}
        names |= {
            name: str(self.asked[name].pk) for name in ("place", "professional") if self.asked[name]
        }
        if self.is_late:
            names["late"] = "on"
        return f"{reverse('booking:day-message')}?{urlencode(names)}"

    @property
    def who(self) -> str:
        """Those who were counted, so that nobody is written to who was not when it was read."""
        ids = sorted(str(one.person.pk) for one in self.reached)
        return digest("day-message", " ".join(ids))

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            sent = own_mailing(self.request.user, self.request.GET.get("sent", ""))
            return self.page(MessageForm(initial=self.first_words()), mailing=sent)
        form = MessageForm(self.request.POST)
        step = self.request.POST.get("do", "")
        if not form.is_valid() or step == "edit":
            return self.page(form, 422 if form.errors else 200)
        data = form.cleaned_data
        letter = Letter(data["subject"], data["text"], staff(self.request))
        if step != "send":
            return self.preview(form, letter)
        return self.send(form, letter)

    def first_words(self) -> dict[str, str]:
        """What the form proposes: of a delay how long, else nothing."""
        if not self.delay:
            return {}
        said = {"name": self.asked["professional"].display_name, "minutes": self.delay}
        return {
            "subject": _("We are running about %(minutes)s minutes late") % said,
            "text": _(
                "%(name)s is running about %(minutes)s minutes late. You will be seen a little after "
                "your time; sorry for the wait."
            )
            % said,
        }

    def send(self, form: MessageForm, letter: Letter) -> HttpResponse:
        attempt = form.cleaned_data["attempt"]
        is_sent = own_mailing(self.request.user, str(attempt)) is not None
        if not is_sent and self.request.POST.get("who") != self.who:
            return self.preview(form, letter, status=409, changed=True)
        try:
            mailing = send_letter(letter=letter, recipients=self.recipients, attempt=attempt)
        except DomainError as error:
            return self.preview(form, letter, status=error.status, error=error)
        return HttpResponseRedirect(f"{self.url}&sent={mailing.pk}")

    def preview(
        self, form: MessageForm, letter: Letter, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        return self.page(form, status, previews=previews_of(letter, self.reached), **context)

    def page(self, form: MessageForm, status: int = 200, **context: Any) -> HttpResponse:
        note_reading(self.request, "day_message", (one.person.pk for one in self.recipients))
        values = {
            **self.asked,
            "form": form,
            "recipients": self.recipients,
            "reached": self.reached,
            "unreached": [one for one in self.recipients if not one.is_reached],
            "most": settings.BOOKING_MESSAGE_RECIPIENTS,
            "is_too_many": len(self.reached) > settings.BOOKING_MESSAGE_RECIPIENTS,
            "who": self.who,
            "url": self.url,
            "is_late": self.is_late,
            **context,
        }
        return render(self.request, "booking/client/day.html", values, status=status)


def previews_of(letter: Letter, reached: Sequence[Recipient]) -> list[Preview]:
    """The first mail of each language that will be sent."""
    firsts: dict[str, Recipient] = {}
    for one in reached:
        firsts.setdefault(one.person.language, one)
    return [preview_of(letter, one) for one in firsts.values()]
