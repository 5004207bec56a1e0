"""The list of people in the Wagtail admin: found by name, email or phone; changed by actions."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, re_path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.options import ModelAdmin

from portal.core.admin_lists import ListView, ReadOnly, TextSearch
from portal.core.phones import shown
from portal.core.registries import client_page
from portal.core.text_search import Folded

from . import access
from .models import Person
from .readings import note
from .searching import ways_to_people


class PeopleSearch(TextSearch):
    by = staticmethod(ways_to_people)


class Directory(ReadOnly):
    """Read by whom `access` says."""

    def user_can_list(self, user: Any) -> bool:
        return bool(user.has_perm("people.view_person"))


class PeopleIndexView(ListView):
    """By name; on top, how many pairs wait in the queue of likely duplicates."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        note(self.request, "people", (person.pk for person in context["object_list"]))
        waiting = access.duplicates_visible_to(self.request.user).count()
        return {**context, "waiting": waiting}


class PeopleAdmin(ModelAdmin):
    """Everybody the clinic knows."""

    model = Person
    menu_label = gettext_lazy("People")
    menu_icon = "group"
    menu_order = 250
    base_url_path = "people"
    permission_helper_class = Directory
    search_handler_class = PeopleSearch
    list_display = ("name", "email", "phone", "login", "since", "known")
    list_per_page = 50
    history_view_enabled = False
    index_view_class = PeopleIndexView
    index_template_name = "people/admin/index.html"
    index_view_extra_css = ["css/admin-agenda.css"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        found = access.people_visible_to(request.user)
        return (
            found.select_related("user")
            .prefetch_related("contact_points")
            .order_by(Folded("full_name"), "pk")
        )

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """The list alone: people are changed by actions on screens of their own."""
        helper = self.url_helper
        pattern, name = helper.get_action_url_pattern("index"), helper.get_action_url_name("index")
        return (re_path(pattern, self.index_view, name=name),)

    @display(description=gettext_lazy("name"))
    def name(self, person: Person) -> str:
        address = client_page(person.pk) or reverse("people_data:show", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, person)

    @display(description=gettext_lazy("email"))
    def email(self, person: Person) -> str:
        return person.email

    @display(description=gettext_lazy("phone"))
    def phone(self, person: Person) -> str:
        return shown(person.phone) if person.phone else ""

    @display(description=gettext_lazy("login"))
    def login(self, person: Person) -> str:
        user: Any = person.user
        return str(user.get_role_display()) if user else _("none")

    @display(description=gettext_lazy("what is known"))
    def known(self, person: Person) -> str:
        address = reverse("people_data:show", args=[person.pk])
        return format_html(
            '<a href="{}">{}<span class="w-sr-only"> {}</span></a>', address, _("See"), person
        )

    @display(description=gettext_lazy("since"))
    def since(self, person: Person) -> str:
        return date_format(timezone.localtime(person.created_at), "SHORT_DATE_FORMAT")
