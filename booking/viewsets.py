"""Reference data of booking in the Wagtail admin: services, and who offers them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.audit.actions import record
from portal.core.admin_forms import audited_form

from .admin_forms import OfferingForm
from .admin_views import OfferingDeleteView, ServiceDeleteView
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
    delete_view_class = ServiceDeleteView
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
                help_text=_("Changes count for new bookings; what is booked stays as agreed."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_online"),
                    FieldPanel("start_grid_minutes"),
                    FieldRowPanel(
                        [FieldPanel("minimum_notice_minutes"), FieldPanel("window_days")]
                    ),
                    FieldRowPanel(
                        [FieldPanel("change_cutoff_minutes"), FieldPanel("cancel_cutoff_minutes")]
                    ),
                ],
                heading=_("Booking online"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("max_subjects"),
                    FieldPanel("species"),
                    InlinePanel("questions", label=_("Question when booking")),
                ],
                heading=_("Animals and questions"),
            ),
        ],
        base_form_class=audited_form("booking.service_saved", record),
    )


def _own(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"own_{name}") for name in names])


class OfferingViewSet(ModelViewSet):
    """Who offers what."""

    model = Offering
    name = "offerings"
    icon = "group"
    menu_label = _("Who offers what")
    list_display = ["professional", "service"]
    list_filter = ["professional", "service"]
    delete_view_class = OfferingDeleteView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("professional"), FieldPanel("service")]),
            MultiFieldPanel(
                [
                    _own("duration_minutes", "price"),
                    _own("buffer_before_minutes", "buffer_after_minutes"),
                ],
                heading=_("Own length and price"),
                help_text=_("Changes count for new bookings; what is booked stays as agreed."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("own_is_online"),
                    FieldPanel("own_start_grid_minutes"),
                    _own("minimum_notice_minutes", "window_days"),
                    _own("change_cutoff_minutes", "cancel_cutoff_minutes"),
                ],
                heading=_("Own terms of booking online"),
            ),
        ],
        base_form_class=OfferingForm,
    )


class CatalogueGroup(ModelViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "tag"
    menu_order = 160
    items = (ServiceViewSet, OfferingViewSet)
