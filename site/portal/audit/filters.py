"""By what the audit trail is narrowed: words, action, who, what, days."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.registries import aliases
from portal.core.text_search import entries_speaking_of, folded, holding, matching
from portal.core.widgets import DayField

from .models import AuditEvent
from .vocabulary import ACTIONS

ALL = pgettext_lazy("choices", "All")
DAY = forms.DateInput(attrs={"type": "date"})


class AuditFilterForm(forms.Form):
    """Which entries the list and the export show; nothing chosen shows all."""

    q = forms.CharField(label=_("What, who or which one"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    kind = forms.ChoiceField(label=_("Kind of thing"), required=False)
    first = DayField(label=_("From day"), required=False, widget=DAY)
    last = DayField(label=_("Until day"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists: Any = self.fields
        by_label = sorted(ACTIONS.items(), key=lambda one: folded(str(one[1])))
        lists["action"].choices = [("", ALL), *by_label]
        roles = get_user_model()._meta.get_field("role").choices or []  # type: ignore[union-attr]
        lists["role"].choices = [("", ALL), *roles, ("anonymous", _("Nobody logged in"))]
        lists["kind"].choices = [("", ALL), *kinds()]

    def narrow(self, found: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The entries that match; a field that makes no sense narrows nothing."""
        self.full_clean()
        wanted = self.cleaned_data
        for name, lookup in (("action", "action"), ("role", "actor_role"), ("kind", "target_type")):
            if wanted.get(name):
                found = found.filter(**{lookup: wanted[name]})
        if wanted.get("first"):
            found = found.filter(at__gte=_midnight(wanted["first"]))
        if wanted.get("last"):
            found = found.filter(at__lt=_midnight(wanted["last"] + timedelta(days=1)))
        return matching(found, wanted.get("q") or "", _ways)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _ways(word: str) -> list[QuerySet[AuditEvent]]:
    """What happened (in Spanish or English), who did it, to what or whom, in which request."""
    found = AuditEvent.objects
    users = get_user_model()._default_manager.filter(holding(word, "email")).values("pk")
    return [
        found.filter(action__in=entries_speaking_of(word, _labels())),
        found.filter(actor_id__in=users),
        found.filter(target_id__in=[word, *aliases(word)]),
        found.filter(request_id__iexact=word),
    ]


def _labels() -> dict[str, tuple[str, str]]:
    said: dict[str, list[str]] = {code: [] for code in ACTIONS}
    for language in ("es", "en"):
        with translation.override(language):
            for code, label in ACTIONS.items():
                said[code].append(str(label))
    return {code: (words[0], words[1]) for code, words in said.items()}


def kinds() -> list[tuple[str, str]]:
    """The kinds of things that the trail speaks of, by their names for people."""
    found = [
        (model._meta.label_lower, str(model._meta.verbose_name).capitalize())
        for model in apps.get_models()
        if model._meta.app_label in _ours() and has_name(model._meta)
    ]
    return sorted(found, key=lambda one: folded(one[1]))


def has_name(meta: Any) -> bool:
    """Whether the model has a name for people; Django makes one up from the class otherwise."""
    return "verbose_name" in meta.original_attrs


def _ours() -> set[str]:
    return {code.partition(".")[0] for code in ACTIONS}
