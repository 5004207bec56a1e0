"""Refusals: one exception for every rule that says no, one translator for pages."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class DomainError(Exception):
    """A rule of the house refused; nothing was written.

    `code` is stable and for machines, `message` is translated and says what to do,
    `fields` maps the inputs that caused it to their own messages, `status` is the HTTP answer.
    `retry_after`: after how many seconds asking again makes sense, where waiting helps.
    `alternatives`: what a program may ask for instead, where there is something.
    """

    code = "refused"
    message: Words = _("We could not do that.")
    status = 409
    retry_after: int | None = None

    def __init__(
        self,
        message: Words | None = None,
        *,
        code: str | None = None,
        fields: Mapping[str, Words] | None = None,
    ) -> None:
        self.message = message or self.message
        self.code = code or self.code
        self.fields = dict(fields or {})
        self.alternatives: list[dict[str, str]] | None = None
        super().__init__(str(self.code))


class Busy(DomainError):
    """The rows were locked for longer than we make a person wait."""

    code = "busy"
    message = _("Many people are booking right now. Wait a moment and try again.")
    status = 503
    retry_after = 5


def refusal_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The whole page for a refusal that no form could show."""
    return render(request, "refused.html", {"error": error}, status=error.status)
