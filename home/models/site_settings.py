"""What stands on every page and belongs to none: name, phones, social links, footer, notice, menus.

One row of each for the installation's site; what people read has a field a language.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.blocks.menus import FooterMenus, MainMenu
from home.settings_forms import NoticeForm, SettingsForm
from home.stream import Body
from portal.core.phones import to_e164
from portal.core.time import now


def _english() -> bool:
    return (get_language() or "es").startswith("en")


class SiteSetting(BaseSiteSetting):
    """A theme of settings; each save leaves a row in the audit trail."""

    base_form_class = SettingsForm

    class Meta:
        abstract = True


@register_setting(icon="home", order=100)
class ClinicIdentity(SiteSetting):
    """Name and phones of the clinic group; what is empty is taken from its first place."""

    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Empty: the name of the first place.")
    )
    phone = models.CharField(
        _("phone"), max_length=20, blank=True, help_text=_("Empty: the phone of the first place.")
    )
    email = models.EmailField(_("email"), blank=True)
    emergency_phone = models.CharField(
        _("emergency phone"),
        max_length=20,
        blank=True,
        help_text=_("Only where somebody answers that phone day and night."),
    )
    emergency_note_es = models.CharField(
        _("beside the emergency phone, in Spanish"), max_length=80, blank=True
    )
    emergency_note_en = models.CharField(
        _("beside the emergency phone, in English"), max_length=80, blank=True
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        MultiFieldPanel(
            [
                FieldPanel("emergency_phone"),
                FieldRowPanel([FieldPanel("emergency_note_es"), FieldPanel("emergency_note_en")]),
            ],
            heading=_("Emergencies"),
        ),
    ]

    class Meta:
        verbose_name = _("name and phones")

    def clean(self) -> None:
        super().clean()
        for field in ("phone", "emergency_phone"):
            if value := getattr(self, field):
                try:
                    setattr(self, field, to_e164(value))
                except ValidationError as error:
                    raise ValidationError({field: error.error_list}) from error

    @property
    def emergency_note(self) -> str:
        return self.emergency_note_en if _english() else self.emergency_note_es


@register_setting(icon="link-external", order=110)
class SocialLinks(SiteSetting):
    """Where the clinic is on other sites; an empty one is not shown."""

    NETWORKS = {
        "instagram": "Instagram",
        "facebook": "Facebook",
        "youtube": "YouTube",
        "linkedin": "LinkedIn",
        "tiktok": "TikTok",
        "whatsapp": "WhatsApp",
    }

    instagram = models.URLField("Instagram", blank=True)
    facebook = models.URLField("Facebook", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    tiktok = models.URLField("TikTok", blank=True)
    whatsapp = models.URLField(
        "WhatsApp", blank=True, help_text=_("As https://wa.me/ and the number.")
    )

    panels = [FieldPanel(name) for name in NETWORKS]

    class Meta:
        verbose_name = _("social links")

    def links(self) -> list[tuple[str, str, str]]:
        """Icon, name and address of each that is filled in."""
        return [
            (name, title, url)
            for name, title in self.NETWORKS.items()
            if (url := getattr(self, name))
        ]


@register_setting(icon="doc-full", order=120)
class FooterText(SiteSetting):
    """Words at the foot of every page."""

    about_es = models.TextField(_("about the clinic, in Spanish"), max_length=300, blank=True)
    about_en = models.TextField(_("about the clinic, in English"), max_length=300, blank=True)
    legal_es = models.CharField(_("last line, in Spanish"), max_length=200, blank=True)
    legal_en = models.CharField(_("last line, in English"), max_length=200, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("about_es"), FieldPanel("about_en")]),
        FieldRowPanel([FieldPanel("legal_es"), FieldPanel("legal_en")]),
    ]

    class Meta:
        verbose_name = _("footer texts")

    @property
    def about(self) -> str:
        return self.about_en if _english() else self.about_es

    @property
    def legal(self) -> str:
        return self.legal_en if _english() else self.legal_es


@register_setting(icon="warning", order=130)
class SiteNotice(SiteSetting):
    """A line above every page, between two moments."""

    class Tone(models.TextChoices):
        INFO = "info", _("Information")
        WARN = "warn", _("Attention")
        BAD = "bad", _("Serious")

    text_es = models.CharField(_("text in Spanish"), max_length=240, blank=True)
    text_en = models.CharField(_("text in English"), max_length=240, blank=True)
    tone = models.CharField(_("tone"), max_length=4, choices=Tone, default=Tone.INFO)
    starts_at = models.DateTimeField(
        _("from"), null=True, blank=True, help_text=_("On the clock of the first place.")
    )
    ends_at = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("On the clock of the first place.")
    )

    base_form_class = NoticeForm
    panels = [
        FieldRowPanel([FieldPanel("text_es"), FieldPanel("text_en")]),
        FieldPanel("tone"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]

    class Meta:
        verbose_name = _("notice on every page")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="site_notice_forward",
            )
        ]

    def text(self, moment: datetime | None = None) -> str:
        """What to show at `moment` (default: now): the page's language or, failing it, the other."""
        current = moment or now()
        if (self.starts_at and current < self.starts_at) or (
            self.ends_at and current >= self.ends_at
        ):
            return ""
        first, second = (self.text_en, self.text_es) if _english() else (self.text_es, self.text_en)
        return first or second


@register_setting(icon="list-ul", order=140)
class Menus(SiteSetting):
    """Menus of the header and the footer; an item leads to a page or to an address."""

    main = Body(MainMenu, blank=True, verbose_name=_("header"))
    footer = Body(FooterMenus, blank=True, verbose_name=_("footer columns"))
    legal = Body(MainMenu, blank=True, verbose_name=_("last line of the footer"))

    panels = [FieldPanel("main"), FieldPanel("footer"), FieldPanel("legal")]

    class Meta:
        verbose_name = _("menus")
