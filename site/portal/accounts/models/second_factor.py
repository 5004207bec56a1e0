"""What somebody proves a login with besides the password; django-otp's devices, sealed and hashed.

django-otp's own models keep seeds and recovery codes in clear, so these are ours; its throttling and
its calculation (RFC 4226 and 6238) are used as they are.
"""

import base64
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import hotp

from portal.core.digests import digest
from portal.core.fields import EncryptedTextField
from portal.core.time import now

SEED_BYTES = 20
STEP_SECONDS = 30
# One step to either side, for clocks that go wrong (RFC 6238, 5.2).
STEPS = (0, -1, 1)
DIGITS = 6


class Throttled(ThrottlingMixin, Device):
    """A device that waits 1, 2, 4, 8 … seconds after each wrong code."""

    class Meta:
        abstract = True

    def get_throttle_factor(self) -> int:
        """Seconds after the first wrong code (OTP_THROTTLE_FACTOR)."""
        return int(settings.OTP_THROTTLE_FACTOR)

    def noted(self, is_right: bool) -> bool:
        """Write down a try, which has to hold the row's lock; returns what it was given."""
        if is_right:
            self.throttle_reset(commit=False)
        else:
            self.throttle_increment(commit=False)
        self.save(update_fields=["throttling_failure_timestamp", "throttling_failure_count"])
        return is_right


class Authenticator(Throttled):
    """An app that shows six figures, anew every 30 seconds (TOTP, RFC 6238)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="authenticators",
        verbose_name=_("user"),
    )
    name = models.CharField(_("name"), max_length=64, blank=True)
    confirmed = models.BooleanField(_("in use"), default=False)
    # Base32, as apps take it.
    seed = EncryptedTextField(_("seed"), name_in_seal="authenticator-seed")
    # The last step whose code was taken: none is taken twice.
    last_step = models.BigIntegerField(default=-1, editable=False)
    created_at = models.DateTimeField(_("since"), default=now, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed=False),
                name="one_authenticator_at_a_time_is_set_up",
            )
        ]

    @staticmethod
    def new_seed() -> str:
        """160 random bits, as RFC 4226 (4, R6) recommends, in base 32."""
        return base64.b32encode(secrets.token_bytes(SEED_BYTES)).decode()

    @property
    def key(self) -> bytes:
        return base64.b32decode(self.seed)

    def code_of(self, step: int) -> str:
        """The six figures of a step."""
        return f"{hotp(self.key, step, DIGITS):0{DIGITS}d}"

    def step_of(self, token: str) -> int | None:
        """The step near now that shows these figures and was not taken yet, or None."""
        here = int(now().timestamp()) // STEP_SECONDS
        for step in (here + away for away in STEPS):
            if secrets.compare_digest(self.code_of(step), token) and step > self.last_step:
                return step
        return None

    def verify_token(self, token: str) -> bool:
        """Whether these are the figures it shows now; each counts once. Needs the row's lock."""
        if not self.verify_is_allowed()[0]:
            return False
        step = self.step_of(token)
        if step is not None:
            self.last_step, self.last_used_at = step, now()
            self.save(update_fields=["last_step", "last_used_at"])
        return self.noted(step is not None)


class RecoveryCodes(Throttled):
    """A sheet of codes for the day the phone is lost; each opens once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="recovery_codes",
        verbose_name=_("user"),
    )
    name = models.CharField(_("name"), max_length=64, blank=True, default="recovery")
    created_at = models.DateTimeField(_("since"), default=now, editable=False)

    class Meta:
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")

    def digest_of(self, token: str) -> str:
        return digest(f"recovery-code.{self.pk}", token)

    def verify_token(self, token: str) -> bool:
        """Whether the code is on the sheet and unused; it is used then. Needs the row's lock."""
        if not self.verify_is_allowed()[0]:
            return False
        unused: Any = self.codes.filter(digest=self.digest_of(token), used_at__isnull=True)
        return self.noted(unused.update(used_at=now()) == 1)


class RecoveryCode(models.Model):
    """One code of a sheet: its keyed digest, never itself."""

    sheet = models.ForeignKey(RecoveryCodes, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return str(self.pk)
