"""Wagtail: no call home, our own login, searches in PostgreSQL, pictures without SVG."""

from zoneinfo import available_timezones

from . import env

WAGTAIL_SITE_NAME = "MyPet Online"
WAGTAILADMIN_BASE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Without the machine's own clock, which is no name that a browser knows.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "txt", "csv"]
# Streamed by Wagtail's view, which asks who may see it, from S3 too: there it would redirect.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "es_unaccent"}
}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("es", "Español"), ("en", "English")]
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
# Wagtail's own background work (search and reference index) runs in our worker.
TASKS = {"default": {"BACKEND": "portal.core.celery_tasks_backend.CeleryBackend"}}
# The text of a profile that was approved, and no other (home/own_page).
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.own_page.publishing.publish_approved"
# No picture says where it was taken, and that of a profile keeps its file.
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.picture_form.PictureForm"
# A draft that Wagtail saves by itself while somebody presses «submit» would arrive after it, and what
# waits for approval would not be the latest text any more.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# Wagtail mails about comments by itself, past the outbox; reviewers write with their decision.
WAGTAILADMIN_COMMENTS_ENABLED = False
