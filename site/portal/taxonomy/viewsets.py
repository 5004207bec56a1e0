"""The small lists in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.audit.actions import record
from portal.core.admin_forms import audited_form

from .models import Breed, College, Language, Profession, Speciality, Species

NAMES = [FieldRowPanel([FieldPanel("name_es"), FieldPanel("name_en")]), FieldPanel("slug")]
_form = audited_form("taxonomy.entry_saved", record)


class ListViewSet(ModelViewSet):
    """What every list has in common."""

    icon = "list-ul"
    list_display = ["name_es", "name_en", "slug"]
    search_fields = ["name_es", "name_en", "slug"]


class ProfessionViewSet(ListViewSet):
    model = Profession
    name = "professions"
    list_display = [
        "name_es",
        "name_en",
        Column("get_regulated_display", label=_("Regulated in Spain"), sort_key="regulated"),
        "offered",
    ]
    list_filter = ["regulated", "offered"]
    edit_handler = ObjectList(
        [
            *NAMES,
            FieldRowPanel([FieldPanel("regulated"), FieldPanel("offered")]),
            FieldPanel("register"),
            FieldPanel("source"),
        ],
        base_form_class=_form,
    )


class SpecialityViewSet(ListViewSet):
    model = Speciality
    name = "specialities"
    list_filter = ["profession"]
    edit_handler = ObjectList(
        [*NAMES, FieldPanel("profession"), FieldPanel("source")], base_form_class=_form
    )


class SpeciesViewSet(ListViewSet):
    model = Species
    name = "species"
    edit_handler = ObjectList(
        [
            *NAMES,
            FieldRowPanel([FieldPanel("scientific"), FieldPanel("group")]),
            FieldPanel("position"),
            FieldPanel("source"),
        ],
        base_form_class=_form,
    )


class BreedViewSet(ListViewSet):
    model = Breed
    name = "breeds"
    list_display = ["name_es", "name_en", "species", "group"]
    list_filter = ["species"]
    list_per_page = 50
    search_fields = ["name_es", "name_en", "slug"]
    edit_handler = ObjectList(
        [
            *NAMES,
            FieldPanel("species"),
            FieldRowPanel([FieldPanel("group"), FieldPanel("fci_number")]),
            FieldPanel("source"),
        ],
        base_form_class=_form,
    )


class CollegeViewSet(ListViewSet):
    model = College
    name = "colleges"
    list_filter = ["professions"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            *NAMES,
            FieldPanel("professions"),
            FieldRowPanel([FieldPanel("prefix"), FieldPanel("digits")]),
            FieldPanel("source"),
        ],
        base_form_class=_form,
    )


class LanguageViewSet(ListViewSet):
    model = Language
    name = "languages"
    edit_handler = ObjectList([*NAMES, FieldPanel("source")], base_form_class=_form)


class ListsGroup(ModelViewSetGroup):
    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_order = 180
    items = (
        ProfessionViewSet,
        CollegeViewSet,
        SpecialityViewSet,
        SpeciesViewSet,
        BreedViewSet,
        LanguageViewSet,
    )
