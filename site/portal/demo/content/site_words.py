"""Settings of the demo's site: who it is, where else it is, what stands at the foot, its menus."""

from typing import Any

from .page_shapes import PageRef

IDENTITY = {
    "name": "Clínica Veterinaria Azahar",
    "phone": "+34960001234",
    "email": "hola@clinicaazahar.example",
}
SOCIAL = {
    "instagram": "https://social.example/instagram/clinicaazahar",
    "facebook": "https://social.example/facebook/clinicaazahar",
    "youtube": "https://social.example/youtube/clinicaazahar",
}
FOOTER = {
    "about_es": "Cuidamos animales en València y en Las Palmas, con hora y sin prisas.",
    "about_en": "We look after animals in València and Las Palmas, by appointment and unhurried.",
    "legal_es": "Clínica Veterinaria Azahar es un nombre inventado para esta demostración.",
    "legal_en": "Clínica Veterinaria Azahar is a name made up for this demonstration.",
}
# Shown for a year from the day of loading.
NOTICE = {
    "text_es": "Esto es una demostración: las citas que reserves aquí no son de verdad.",
    "text_en": "This is a demonstration: the appointments you book here are not real.",
    "tone": "info",
}


def item(page: str, es: str = "", en: str = "") -> dict[str, Any]:
    return {"title_es": es, "title_en": en, "page": PageRef(page)}


MAIN = (
    item("directory", "Profesionales", "Professionals"),
    item("services", "Servicios", "Services"),
    item("advice", "Consejos", "Advice"),
    item("group", "Quiénes somos", "Who we are"),
)
COLUMNS = (
    {
        "title_es": "Explora",
        "title_en": "Explore",
        "links": [
            item("directory", "Profesionales", "Professionals"),
            item("services", "Servicios y precios", "Services and prices"),
            item("advice", "Consejos", "Advice"),
            item("group", "Quiénes somos", "Who we are"),
        ],
    },
    {
        "title_es": "Ayuda",
        "title_en": "Help",
        "links": [
            item("first_visit", "Tu primera visita", "Your first visit"),
            item("prices", "Precios", "Prices"),
            item("arrive", "Cómo llegar", "How to get here"),
        ],
    },
)
