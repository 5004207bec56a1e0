"""Pages are public; a profile's prose and portrait are about a person who asked for them."""

from portal.core.registries import Personal, classify

_public = "shown on the public profile the professional asked for"
classify("home.HomePage", plain="page_ptr lead emergency_line")
classify("home.DirectoryPage", plain="page_ptr lead")
classify(
    "home.ProfilePage",
    plain="page_ptr professional",
    personal={
        "portrait": Personal(_public, "while listed"),
        "body_es": Personal(_public, "while listed"),
        "body_en": Personal(_public, "while listed"),
    },
)
