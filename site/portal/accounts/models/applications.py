"""Applications of those who want to be booked here, with their papers and what was decided."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.core.fields import EncryptedTextField
from portal.core.models import AppendOnly
from portal.core.time import now
from portal.places.models import Location
from portal.taxonomy.models import College, Language, Profession, Speciality, Species

from .professionals import Professional

HOLDER = "user.person"


class ProfessionalApplication(models.Model):
    """One application of a login. What is free text or a paper is sealed with the applicant's key."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        INFO_NEEDED = "info_needed", _("More information needed")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.DRAFT, State.SUBMITTED, State.INFO_NEEDED)
    # The applicant writes in these, the reviewer decides in `submitted` alone.
    EDITABLE = (State.DRAFT, State.INFO_NEEDED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications",
        verbose_name=_("applicant"),
    )
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.DRAFT)

    title = models.CharField(_("title before the name"), max_length=20, blank=True)
    profession = models.ForeignKey(
        Profession,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("profession"),
    )
    college = models.ForeignKey(
        College,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("college or register"),
    )
    licence_number = models.CharField(_("licence number"), max_length=30, blank=True)
    headline = models.CharField(_("in a line"), max_length=140, blank=True)
    specialities = models.ManyToManyField(Speciality, blank=True, verbose_name=_("specialities"))
    other_specialities = models.CharField(_("other specialities"), max_length=300, blank=True)
    species = models.ManyToManyField(Species, blank=True, verbose_name=_("species"))
    languages = models.ManyToManyField(Language, blank=True, verbose_name=_("languages"))
    locations = models.ManyToManyField(Location, blank=True, verbose_name=_("places"))
    # Identifiers of services: the catalogue stands on a higher floor (applications/wishes.py).
    services = ArrayField(models.SlugField(), default=list, blank=True, verbose_name=_("services"))
    other_services = models.CharField(_("other services"), max_length=300, blank=True)
    note = EncryptedTextField(
        _("note to whoever decides"), blank=True, name_in_seal="application-note", holder=HOLDER
    )

    created_at = models.DateTimeField(_("begun"), default=now, editable=False)
    saved_at = models.DateTimeField(_("last saved"), default=now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    professional = models.OneToOneField(
        Professional,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        editable=False,
        verbose_name=_("professional"),
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = [F("submitted_at").asc(nulls_last=True), "created_at", "pk"]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="applications_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["draft", "submitted", "info_needed"]),
                name="one_open_application_per_login",
            ),
            models.UniqueConstraint(
                fields=["college", "licence_number"],
                condition=Q(state__in=["submitted", "info_needed", "approved"])
                & ~Q(licence_number=""),
                name="a_licence_applies_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_decides_on_their_own_application",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "rejected"], decided_at__isnull=False)
                & Q(decided_by__isnull=False)
                | (
                    ~Q(state__in=["approved", "rejected"])
                    & Q(decided_at__isnull=True, decided_by__isnull=True)
                ),
                name="a_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", professional__isnull=False)
                | (~Q(state="approved") & Q(professional__isnull=True)),
                name="an_approved_application_has_its_professional",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="what_is_reviewed_was_submitted",
            ),
        ]

    def __str__(self) -> str:
        person = getattr(self.user, "person", None)
        return str(person) if person else str(self.user)

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided and nobody has withdrawn it."""
        return self.state in self.OPEN

    @property
    def is_editable(self) -> bool:
        """Whether it is the applicant's turn."""
        return self.state in self.EDITABLE


class ApplicationStep(AppendOnly):
    """From which state to which, when and by whom: the application's history, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ProfessionalApplication, models.PROTECT, related_name="steps", verbose_name=_("application")
    )
    state = models.CharField(
        _("state"), max_length=11, choices=ProfessionalApplication.State, editable=False
    )
    at = models.DateTimeField(_("at"), default=now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.state}"


class ApplicationWord(models.Model):
    """What a reviewer wrote about an application: a reason the applicant reads, or a note they do not."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question to the applicant")
        REASON = "reason", _("Reason of the decision")
        NOTE = "note", _("Internal note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ProfessionalApplication, models.PROTECT, related_name="words", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, editable=False)
    text = EncryptedTextField(
        _("text"), name_in_seal="application-word", holder="application.user.person"
    )
    at = models.DateTimeField(_("at"), default=now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("word on an application")
        verbose_name_plural = _("words on applications")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"


class ApplicationDocument(models.Model):
    """A paper of an application: the row here, the content sealed in the private storage."""

    class Kind(models.TextChoices):
        DEGREE = "degree", _("Degree or diploma")
        LICENCE = "licence", _("Certificate of the college")
        INSURANCE = "insurance", _("Liability insurance")
        OTHER = "other", _("Other paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        ProfessionalApplication,
        models.PROTECT,
        related_name="documents",
        verbose_name=_("application"),
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    # As the applicant's device called it; only ever shown and offered, never a path.
    name = EncryptedTextField(
        _("file name"), name_in_seal="application-file-name", holder="application.user.person"
    )
    content_type = models.CharField(_("type"), max_length=40, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), default=now, editable=False)
    # When the content was destroyed; the row stays and says that there was one.
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("paper of an application")
        verbose_name_plural = _("papers of applications")
        ordering = ["kind", "uploaded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"

    @property
    def is_pdf(self) -> bool:
        return self.content_type == "application/pdf"

    @property
    def path(self) -> str:
        """Where the private storage keeps it: made of ids alone."""
        return f"applications/{self.application_id}/{self.pk}"
