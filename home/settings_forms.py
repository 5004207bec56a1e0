"""Forms of the site's settings: saving is recorded, moments are on the clinic's own clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.actions import record
from portal.core.admin_forms import audited_form
from portal.places.models import Location

SettingsForm = audited_form("home.settings_saved", record)


def clinic_zone() -> ZoneInfo:
    """The clock of the first place; UTC for an installation that has none yet."""
    place = Location.objects.first()
    return place.zone if place else ZoneInfo("UTC")


class NoticeForm(SettingsForm):  # type: ignore[misc, valid-type]
    """The notice: what editors type is a time at the clinic, whatever their own zone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = clinic_zone()
        for name in ("starts_at", "ends_at"):
            if moment := self.initial.get(name):
                self.initial[name] = timezone.make_naive(moment, self.zone)

    def clean_starts_at(self) -> datetime | None:
        return self._at_the_clinic("starts_at")

    def clean_ends_at(self) -> datetime | None:
        return self._at_the_clinic("ends_at")

    def _at_the_clinic(self, name: str) -> datetime | None:
        """The same hands of the clock, read in the clinic's zone."""
        moment = self.cleaned_data.get(name)
        return timezone.make_naive(moment).replace(tzinfo=self.zone) if moment else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_at"), data.get("ends_at")
        if first and last and last <= first:
            raise ValidationError({"ends_at": _("Choose a moment later than the beginning.")})
        return data
