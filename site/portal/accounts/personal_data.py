"""Logins, and professionals as the public sees them."""

from portal.core.registries import Personal, classify

classify(
    "accounts.User",
    plain="password role is_active is_superuser date_joined last_login groups user_permissions "
    "locations",
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
