"""Words of the Wagtail pages, by language."""

from dataclasses import dataclass

SITE_NAME = "Clínica Veterinaria Azahar"


@dataclass(frozen=True)
class PageWords:
    """What one page says in one language."""

    slug: str
    title: str
    lead: str
    seo_title: str
    search_description: str


HOME = {
    "es": PageWords(
        slug="inicio",
        title="Tu veterinario, a la hora que te va bien",
        lead="Mira los huecos libres de nuestro equipo en València y Las Palmas y reserva en menos "
        "de un minuto. Sin llamadas y sin esperas.",
        seo_title="Clínica Veterinaria Azahar: pide cita en València y Las Palmas",
        search_description="Veterinarios, fisioterapia, peluquería y educación canina. Elige hora "
        "y reserva en línea en menos de un minuto.",
    ),
    "en": PageWords(
        slug="home",
        title="Your vet, at a time that suits you",
        lead="See when our team in València and Las Palmas is free and book in under a minute. "
        "No calls, no waiting.",
        seo_title="Azahar Veterinary Clinic: book in València and Las Palmas",
        search_description="Vets, physiotherapy, grooming and dog training. Pick a time and book "
        "online in under a minute.",
    ),
}
DIRECTORY = {
    "es": PageWords(
        slug="profesionales",
        title="Profesionales",
        lead="Seis personas, dos sedes y una sola agenda: elige con quién, dónde y cuándo.",
        seo_title="Nuestros profesionales y sus horas libres",
        search_description="El equipo de Clínica Veterinaria Azahar, con sus próximas horas libres "
        "en València y Las Palmas.",
    ),
    "en": PageWords(
        slug="professionals",
        title="Professionals",
        lead="Six people, two places, one diary: choose who, where and when.",
        seo_title="Our professionals and their free times",
        search_description="The team of Clínica Veterinaria Azahar and their next free times in "
        "València and Las Palmas.",
    ),
}
