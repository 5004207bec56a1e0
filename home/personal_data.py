"""Pages are public; a profile's prose and portrait are about a person who asked for them."""

from portal.core.registries import Personal, classify

_public = "shown on the public profile the professional asked for"
classify("home.HomePage", plain="page_ptr lead emergency_line body")
classify("home.StandardPage", plain="page_ptr lead body")
classify("home.ArticleIndexPage", plain="page_ptr lead")
classify("home.ServiceIndexPage", plain="page_ptr lead")
classify("home.ServicePage", plain="page_ptr service picture body_es body_en")
classify(
    "home.ArticlePage",
    plain="page_ptr published_on topic lead picture body",
    personal={
        "author": Personal("signs a public article", "while the article is published"),
        "author_name": Personal("signs a public article", "while the article is published"),
    },
)
classify(
    "home.ClinicIdentity",
    plain="site name phone email emergency_phone emergency_note_es emergency_note_en",
)
classify("home.SocialLinks", plain="site instagram facebook youtube linkedin tiktok whatsapp")
classify("home.FooterText", plain="site about_es about_en legal_es legal_en")
classify("home.SiteNotice", plain="site text_es text_en tone starts_at ends_at")
classify("home.Menus", plain="site main footer legal")
classify("home.DirectoryPage", plain="page_ptr lead")
classify(
    "home.ProfilePage",
    plain="page_ptr professional",
    person="professional__person",
    personal={
        "portrait": Personal(_public, "while listed"),
        "body_es": Personal(_public, "while listed"),
        "body_en": Personal(_public, "while listed"),
    },
)
classify("home.ProfileReview", plain="task_ptr")
