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
    plain="person slug profession specialities species languages is_listed",
    person="person",
    shown="slug profession is_listed",
    personal={
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
