"""The pages by key, with their words in both languages."""

from . import advice_pages_en as advice_en
from . import advice_pages_es as advice_es
from . import pages_en as en
from . import pages_es as es
from .page_shapes import PageWords

SITE_NAME = "MyPet Online"

HOME = {"es": es.HOME, "en": en.HOME}
DIRECTORY = {"es": es.DIRECTORY, "en": en.DIRECTORY}
ADVICE = {"es": es.ADVICE, "en": en.ADVICE}
SERVICES = {"es": es.SERVICES, "en": en.SERVICES}

# Standard pages, in the order in which they are made.
PAGES: dict[str, dict[str, PageWords]] = {
    "group": {"es": es.GROUP, "en": en.GROUP},
    "arrive": {"es": advice_es.ARRIVE, "en": advice_en.ARRIVE},
    "prices": {"es": advice_es.PRICES, "en": advice_en.PRICES},
    "first_visit": {"es": advice_es.FIRST_VISIT, "en": advice_en.FIRST_VISIT},
}
