"""The editor's form of a profile: what is written into it shows nothing that its writer may not see."""

import re
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

TO_A_PAGE = re.compile(r'<a [^>]*linktype="page"[^>]*>')
KEY = re.compile(r' data-block-key="[^"]*"')
TEXTS = frozenset({"body_es", "body_en"})
NUMBER = re.compile(r'\bid="(\d+)"')


class ProfileForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Numbers that no chooser offers are refused here: a preview would show what stands behind them."""

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of what was changed; whoever approves has changed nothing by having it open.

        The editor gives each paragraph a key of its own, a new one each time where there was none.
        """
        found: list[str] = super().changed_data
        return [name for name in found if name not in TEXTS or self._has_other_words(name)]

    def _has_other_words(self, name: str) -> bool:
        before = self.initial.get(name) or ""
        return _without_keys(before) != _without_keys(self[name].data or "")

    def clean_portrait(self) -> Any:
        picture = self.cleaned_data["portrait"]
        if picture is None or picture.pk == self.initial.get("portrait"):
            return picture
        # Known once the models are: this form is named among them.
        from wagtail.images.permissions import permission_policy

        mine = permission_policy.instances_user_has_permission_for(self.for_user, "choose")
        if not mine.filter(pk=picture.pk).exists():
            raise forms.ValidationError(_("Choose one of your own pictures."))
        return picture

    def clean_body_es(self) -> str:
        return self._without_drafts("body_es")

    def clean_body_en(self) -> str:
        return self._without_drafts("body_en")

    def _without_drafts(self, name: str) -> str:
        """A link to a page is kept as its number, and shown with its address: only public ones."""
        text: str = self.cleaned_data[name]
        if not strip_tags(text).strip():
            # The editor's one empty paragraph: nothing is written, and the other language is shown.
            return ""
        added = _pages_in(text) - _pages_in(self.initial.get(name) or "")
        if len(added) != Page.objects.live().public().filter(pk__in=added).count():
            raise forms.ValidationError(_("A link leads to a page that is not public."))
        return text


def _without_keys(text: str) -> str:
    return KEY.sub("", text) if strip_tags(text).strip() else ""


def _pages_in(text: str) -> set[int]:
    return {int(found[1]) for tag in TO_A_PAGE.findall(text) if (found := NUMBER.search(tag))}
