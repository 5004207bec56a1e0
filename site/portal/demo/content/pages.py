"""The pages by key, with their words in both languages."""

from . import pages_en as en
from . import pages_es as es
from .page_shapes import PageWords

SITE_NAME = "Clínica Veterinaria Azahar"

HOME = {"es": es.HOME, "en": en.HOME}
DIRECTORY = {"es": es.DIRECTORY, "en": en.DIRECTORY}
ADVICE = {"es": es.ADVICE, "en": en.ADVICE}
SERVICES = {"es": es.SERVICES, "en": en.SERVICES}

# Standard pages, in the order in which they are made.
PAGES: dict[str, dict[str, PageWords]] = {
    "group": {"es": es.GROUP, "en": en.GROUP},
    "arrive": {"es": es.ARRIVE, "en": en.ARRIVE},
    "prices": {"es": es.PRICES, "en": en.PRICES},
    "first_visit": {"es": es.FIRST_VISIT, "en": en.FIRST_VISIT},
}
