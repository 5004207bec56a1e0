"""The recurrence widget in the editor: in the editor's language, started on forms of Wagtail."""

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from recurrence.forms import RecurrenceWidget


class AdminRecurrenceWidget(RecurrenceWidget):
    """The stock widget never finds its translations; this one names the catalogue first."""

    @cached_property
    def media(self) -> forms.Media:  # type: ignore[override]
        minified = "" if settings.DEBUG else ".min"
        return forms.Media(
            js=[
                reverse("recurrence-words"),
                f"admin/js/vendor/jquery/jquery{minified}.js",
                "js/admin-jquery.js",
                "recurrence/js/recurrence.js",
                "recurrence/js/recurrence-widget.js",
                "recurrence/js/recurrence-widget.init.js",
            ],
            css={"all": ["recurrence/css/recurrence.css", "css/admin-recurrence.css"]},
        )
