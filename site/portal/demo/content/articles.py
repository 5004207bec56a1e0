"""The articles: who signs them, their picture, how long ago they came out."""

from . import articles_en as en
from . import articles_es as es
from .page_shapes import ArticleFacts

ARTICLES = (
    ArticleFacts(
        key="heat",
        author="samuel-obiang",
        picture="news-calor.webp",
        days_ago=120,
        words={"es": es.HEAT, "en": en.HEAT},
    ),
    ArticleFacts(
        key="brushing",
        author="noelia-castano",
        picture="svc-pelu.webp",
        days_ago=61,
        words={"es": es.BRUSHING, "en": en.BRUSHING},
    ),
    ArticleFacts(
        key="games",
        author="lucia-peris",
        picture="news-fisio.webp",
        days_ago=40,
        words={"es": es.GAMES, "en": en.GAMES},
    ),
    ArticleFacts(
        key="carrier",
        author="marta-ferrer",
        picture="news-transportin.webp",
        days_ago=19,
        words={"es": es.CARRIER, "en": en.CARRIER},
    ),
    ArticleFacts(
        key="rabies",
        author="marta-ferrer",
        picture="news-rabia.webp",
        days_ago=6,
        words={"es": es.RABIES, "en": en.RABIES},
    ),
)
