"""Two rows for one person: what looks like it, and what was done about it (docs/adr/0014)."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedJSONField
from portal.core.time import now

from .people import Person

UNDO_WITHIN = timedelta(days=30)


class Merge(models.Model):
    """One person's row led into another's: what was chosen, and what it takes to undo it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(
        Person, models.PROTECT, related_name="merges", verbose_name=_("person who stays")
    )
    gone = models.ForeignKey(
        Person, models.PROTECT, related_name="merges_away", verbose_name=_("person led there")
    )
    # The kept person's fields before and after, as far as the merge changed them.
    changes: Any = EncryptedJSONField(
        _("values before and after"), null=True, name_in_seal="merge-changes", holder="kept"
    )
    at = models.DateTimeField(_("merged"), default=now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("merge of two people")
        verbose_name_plural = _("merges of people")
        constraints = [
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
                name="a_person_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_needs_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"

    @property
    def undo_until(self) -> datetime:
        return self.at + UNDO_WITHIN

    @property
    def may_be_undone(self) -> bool:
        """Whether it is not undone yet, and not too long ago."""
        return self.undone_at is None and now() < self.undo_until


class MovedRow(models.Model):
    """A row that a merge led to the kept person, also one that somebody wrote too late.

    Written by the database's own trigger (migration 0004), so that none is missed.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved")
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=36)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "table", "row"], name="row_moves_once_in_a_merge"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class LikelyDuplicate(models.Model):
    """Two people who may be one: what they share, and what staff said about it."""

    class Verdict(models.TextChoices):
        OPEN = "", _("waiting")
        DIFFERENT = "different", _("not the same person")
        MERGED = "merged", _("merged")

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    same_email = models.BooleanField(_("same email"), default=False)
    same_phone = models.BooleanField(_("same phone"), default=False)
    likeness = models.PositiveSmallIntegerField(_("likeness of the names, in percent"))
    found_at = models.DateTimeField(_("found"), default=now)
    verdict = models.CharField(_("decision"), max_length=9, choices=Verdict, blank=True, default="")
    settled_at = models.DateTimeField(_("decided"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_of_people_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="a_pair_of_people_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["found_at"], condition=Q(verdict=""), name="likely_duplicates_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id}?"

    @property
    def in_order(self) -> list[Person]:
        """Who would stay, first: whoever has a login, else whom the clinic has known for longer."""
        return sorted(
            (self.one, self.other), key=lambda one: (one.user_id is None, one.created_at, one.pk)
        )
