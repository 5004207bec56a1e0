"""Places in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from portal.core.admin_forms import audited_form

from .actions import location_was_saved
from .models import Location


def _saved(action: str, location: Location, actor: object) -> None:
    location_was_saved(location=location, by=actor)


class LocationViewSet(ModelViewSet):
    """Addresses, clocks and opening hours of the clinic group."""

    model = Location
    name = "places"
    icon = "home"
    menu_label = _("Places")
    menu_order = 170
    add_to_admin_menu = True
    list_display = ["name", "city", "zone_name", "phone"]
    search_fields = ["name", "city"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
            FieldPanel("street"),
            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
            FieldRowPanel([FieldPanel("province"), FieldPanel("region")]),
            FieldPanel("zone_name"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            FieldRowPanel([FieldPanel("access_notes"), FieldPanel("position")]),
            InlinePanel("opening_hours", label=_("Opening hours")),
        ],
        base_form_class=audited_form("places.location_saved", _saved),
    )
