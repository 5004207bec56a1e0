"""What all pages of one language share: facts for their blocks, and a reader of the other language."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from wagtail.models import Page


class HousePage(Page):
    """What every page has in common."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> Any:
        """Wagtail's answer; known without asking when the routing found that there are none."""
        if getattr(self, "restricted", True):
            return super().get_view_restrictions()
        return []


class LocalePage(HousePage):
    """A page of one language, shown under both: never a 404 for want of a translation."""

    class Meta:
        abstract = True

    def bodies(self) -> list[Any]:
        """The StreamField values of the page."""
        return []

    def pictures(self) -> list[int | None]:
        """Pictures of the page itself, by primary key."""
        return []

    def is_foreign(self) -> bool:
        """Whether the reader asked for another language than the page speaks."""
        return not (get_language() or "es").startswith(self.locale.language_code)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_foreign() and not getattr(request, "is_preview", False):
            from home.context import Shell

            shell = Shell.of(request, self)
            # The address of the other language's page, typed under this one's prefix.
            if shell.book.speaks(self.pk, shell.language):
                return HttpResponseRedirect(shell.book.url(self.pk, shell.language))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.context import Shell
        from home.facts import Facts

        shell = Shell.of(request, self)
        facts = Facts.of(shell, self.bodies(), self.pictures())
        return {
            **super().get_context(request, *args, **kwargs),
            "shell": shell,
            "facts": facts,
            "is_foreign": self.is_foreign(),
        }
