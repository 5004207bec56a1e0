"""Reference data of booking in the Wagtail admin: services, and who offers them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.audit.actions import record
from portal.core.admin_forms import audited_form

from .models import Offering, Service


class ServiceViewSet(ModelViewSet):
    """What may be booked."""

    model = Service
    name = "services"
    icon = "tag"
    menu_label = _("Services")
    list_display = ["name", "duration_minutes", "price", "is_online"]
    list_filter = ["is_online"]
    search_fields = ["name_es", "name_en"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_es"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("summary_es"), FieldPanel("summary_en")]),
            FieldRowPanel([FieldPanel("slug"), FieldPanel("position")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("price")]),
                    FieldRowPanel(
                        [FieldPanel("buffer_before_minutes"), FieldPanel("buffer_after_minutes")]
                    ),
                ],
                heading=_("Length and price"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_online"),
                    FieldPanel("start_grid_minutes"),
                    FieldRowPanel(
                        [FieldPanel("minimum_notice_minutes"), FieldPanel("window_days")]
                    ),
                    FieldPanel("species"),
                ],
                heading=_("Booking online"),
            ),
        ],
        base_form_class=audited_form("booking.service_saved", record),
    )


class OfferingViewSet(ModelViewSet):
    """Who offers what."""

    model = Offering
    name = "offerings"
    icon = "group"
    menu_label = _("Who offers what")
    list_display = ["professional", "service"]
    list_filter = ["professional", "service"]
    edit_handler = ObjectList(
        [FieldPanel("professional"), FieldPanel("service")],
        base_form_class=audited_form("booking.offering_saved", record),
    )


class CatalogueGroup(ModelViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "tag"
    menu_order = 160
    items = (ServiceViewSet, OfferingViewSet)
