"""Logins, and professionals as the public sees them."""

from portal.core.registries import Personal, classify

classify(
    "accounts.User",
    plain="password role is_active is_superuser date_joined last_login groups user_permissions "
    "locations stamp has_second_factor second_factor_changed_at",
    person="person",
    shown="role is_active date_joined last_login",
    personal={
        "email": Personal(
            "to log in",
            "while the login exists",
            erase="anonymise",
            empty=lambda user: f"erased-{user.pk}@erased.invalid",
        )
    },
)
_public = "shown on the public profile the professional asked for"
classify(
    "accounts.Professional",
    plain="person slug profession specialities species languages is_listed college "
    "licence_checked_by licence_checked_at licence_valid_until suspended_at suspended_by",
    person="person",
    shown="slug profession is_listed college licence_checked_at licence_valid_until suspended_at",
    personal={
        "licence_number": Personal(_public, "while listed"),
        "suspension_reason": Personal("why the profile is hidden", "while it is"),
        "title": Personal(_public, "while listed"),
        "headline_es": Personal(_public, "while listed"),
        "headline_en": Personal(_public, "while listed"),
    },
)
classify(
    "accounts.Authenticator",
    plain="user confirmed seed last_step created_at last_used_at throttling_failure_timestamp "
    "throttling_failure_count",
    person="user__person",
    shown="created_at last_used_at",
    personal={"name": Personal("to tell one's apps apart", "while the app is in use")},
)
classify(
    "accounts.RecoveryCodes",
    plain="user name confirmed created_at throttling_failure_timestamp throttling_failure_count",
    person="user__person",
    shown="created_at",
)
classify(
    "accounts.RecoveryCode",
    plain="sheet digest used_at",
    person="sheet__user__person",
    shown="used_at",
)
classify(
    "accounts.TokenFamily",
    plain="user has_shown_second_factor created_at expires_at revoked_at reason",
    person="user__person",
    shown="created_at expires_at revoked_at reason",
)
classify(
    "accounts.RefreshToken",
    plain="family digest issued_at used_at",
    person="family__user__person",
    shown="issued_at used_at",
)
classify(
    "accounts.Invitation",
    plain="user digest created_at expires_at created_by used_at revoked_at",
    person="user__person",
    shown="created_at expires_at used_at revoked_at",
)
_applying = "to decide on the application"
_decided = "until the application is decided and the retention list's period has passed"
classify(
    "accounts.ProfessionalApplication",
    plain="user state profession college specialities species languages locations services "
    "created_at saved_at submitted_at due_at decided_at decided_by professional",
    person="user__person",
    shown="state profession college services created_at submitted_at decided_at",
    personal={
        "title": Personal(_applying, _decided),
        "licence_number": Personal(_applying, _decided),
        "headline": Personal(_applying, _decided),
        "other_specialities": Personal(_applying, _decided),
        "other_services": Personal(_applying, _decided),
        "note": Personal(_applying, _decided),
    },
)
classify(
    "accounts.ApplicationStep",
    plain="application state at by",
    person="application__user__person",
    shown="state at",
)
classify(
    "accounts.ApplicationWord",
    plain="application kind at by",
    person="application__user__person",
    shown="kind at",
    personal={"text": Personal("to say why and what is missing", _decided)},
)
classify(
    "accounts.ApplicationDocument",
    plain="application kind content_type size digest uploaded_at removed_at",
    person="application__user__person",
    shown="kind content_type size uploaded_at removed_at",
    personal={"name": Personal("what the paper is called", _decided)},
)
