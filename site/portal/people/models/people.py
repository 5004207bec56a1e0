"""Person: anyone the clinic knows. A login is something a Person may have, not what it is."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedJSONField, EncryptedTextField
from portal.core.holders import KeyHolder
from portal.core.text_search import Folded
from portal.core.time import now


class Person(KeyHolder):
    """A client, a guest, a professional: one row each; duplicates are merged, never overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("name and surnames"), max_length=120)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="es"
    )
    address = EncryptedJSONField(
        _("address"), null=True, blank=True, name_in_seal="person-address", holder="self"
    )
    identity_number = EncryptedTextField(
        _("identity number"), null=True, blank=True, name_in_seal="person-identity", holder="self"
    )
    # {"name", "relation", "phone" (E.164)}: whom to call when the client does not answer.
    emergency_contact = EncryptedJSONField(
        _("emergency contact"),
        null=True,
        blank=True,
        name_in_seal="person-emergency",
        holder="self",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("login"),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField(_("known since"), default=now, editable=False)
    # When somebody like them was last looked for; empty says that it is due (duplicates.py).
    compared_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Set by whoever has just written them, so that they are not read again.
    points_at_hand: "list[ContactPoint] | None" = None

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(data_key="", key_destroyed_at__isnull=False)
                | (~Q(data_key="") & Q(key_destroyed_at__isnull=True)),
                name="person_has_a_key_until_it_is_destroyed",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="person_not_merged_into_itself"
            ),
        ]
        indexes = [
            GinIndex(OpClass(Folded("full_name"), "gin_trgm_ops"), name="person_by_name"),
            models.Index(Folded("full_name"), "id", name="person_in_order"),
            models.Index(
                fields=["created_at"],
                condition=Q(compared_at__isnull=True),
                name="person_to_be_compared",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or str(_("Erased person"))

    @property
    def is_erased(self) -> bool:
        """Whether everything that said who this is was destroyed."""
        return self.key_destroyed_at is not None

    @property
    def called(self) -> str:
        """How a message addresses the person: the first word of the name."""
        return self.full_name.split()[0] if self.full_name.strip() else ""

    def contact(self, kind: str) -> str:
        """The primary email or phone, or an empty string; reads `contact_points` once."""
        points = self.points_at_hand
        for point in self.contact_points.all() if points is None else points:
            if point.kind == kind and point.is_primary:
                return point.value
        return ""

    @property
    def email(self) -> str:
        return self.contact(ContactPoint.Kind.EMAIL)

    @property
    def phone(self) -> str:
        return self.contact(ContactPoint.Kind.PHONE)


class ContactPoint(models.Model):
    """One way to reach a person: an email, or a phone in E.164."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("email")
        PHONE = "phone", _("phone")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    value = models.CharField(_("address or number"), max_length=254, db_index=True)
    is_primary = models.BooleanField(_("first choice"), default=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(is_primary=True),
                name="one_first_choice_per_person_and_kind",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "value"], name="contact_once_per_person"
            ),
        ]
        indexes = [GinIndex(OpClass(Folded("value"), "gin_trgm_ops"), name="contact_by_value")]

    def __str__(self) -> str:
        return self.value
