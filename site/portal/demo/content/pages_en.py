"""Words and blocks of the pages in English, twins of the Spanish ones."""

from .page_shapes import PageRef, PageWords, Picture

HOME = PageWords(
    slug="home",
    title="Your vet, at a time that suits you",
    lead="See when our team in València and Las Palmas is free and book in under a minute. "
    "No calls, no waiting.",
    seo_title="Azahar Veterinary Clinic: book in València and Las Palmas",
    search_description="Vets, physiotherapy, grooming and dog training. Pick a time and book "
    "online in under a minute.",
    body=(
        ("team", {"heading": "Free soonest", "with_times": True, "soonest_first": True}),
        (
            "cards",
            {
                "heading": "Start with what is needed",
                "tinted": True,
                "more": {"label": "All services and prices", "page": PageRef("services")},
                "cards": [
                    {
                        "picture": Picture("svc-consulta.webp"),
                        "title": "General consultation",
                        "text": "A full examination and a written plan",
                        "link": {"page": PageRef("service:consulta-general")},
                    },
                    {
                        "picture": Picture("svc-vacuna.webp"),
                        "title": "Vaccination",
                        "text": "With the booklet up to date",
                        "link": {"page": PageRef("service:vacunacion")},
                    },
                    {
                        "picture": Picture("svc-cirugia.webp"),
                        "title": "Surgery",
                        "text": "First visit and a fixed quote",
                        "link": {"page": PageRef("service:cirugia-visita-previa")},
                    },
                    {
                        "picture": Picture("svc-derma.webp"),
                        "title": "Dermatology",
                        "text": "Itching, ears and allergies",
                        "link": {"page": PageRef("service:dermatologia")},
                    },
                    {
                        "picture": Picture("svc-fisio.webp"),
                        "title": "Physiotherapy",
                        "text": "Mobility, massage and exercises",
                        "link": {"page": PageRef("service:fisioterapia")},
                    },
                    {
                        "picture": Picture("svc-pelu.webp"),
                        "title": "Grooming",
                        "text": "Bath, trim and nails, at their pace",
                        "link": {"page": PageRef("service:peluqueria")},
                    },
                    {
                        "picture": Picture("pet-leo.webp"),
                        "title": "Cat consultation",
                        "text": "Unhurried, and with no dogs nearby",
                        "link": {"page": PageRef("service:consulta-felina")},
                    },
                    {
                        "picture": Picture("svc-conducta.webp"),
                        "title": "Dog training",
                        "text": "With rewards, and with you there",
                        "link": {"page": PageRef("service:educacion-canina")},
                    },
                ],
            },
        ),
        (
            "steps",
            {
                "heading": "Booking takes less than a minute",
                "steps": [
                    {
                        "title": "Pick a time",
                        "text": "You see each professional's real agenda, with the price before you "
                        "book.",
                    },
                    {
                        "title": "Tell us who is coming",
                        "text": "Your pet's name, a mobile and an email. No account, no password.",
                    },
                    {
                        "title": "Check and confirm",
                        "text": "You read everything back before it counts. The confirmation reaches "
                        "your email at once.",
                    },
                ],
            },
        ),
        ("articles", {"heading": "Advice from the clinic", "tinted": True, "count": "3"}),
        (
            "call_to_action",
            {
                "heading": "Coming for the first time?",
                "text": "What to bring, what the visit is like and what comes after.",
                "link": {"label": "Prepare the visit", "page": PageRef("first_visit")},
            },
        ),
    ),
)

DIRECTORY = PageWords(
    slug="professionals",
    title="Professionals",
    lead="The whole team in one diary: choose who, where and when.",
    seo_title="Our professionals and their free times",
    search_description="The team of Clínica Veterinaria Azahar and their next free times in "
    "València and Las Palmas.",
)

ADVICE = PageWords(
    slug="advice",
    title="Advice",
    lead="What you ask us at the clinic, written down calmly by those who see you.",
    search_description="Everyday advice from the team of Clínica Veterinaria Azahar.",
)

SERVICES = PageWords(
    slug="services",
    title="Services and prices",
    lead="What it costs and how long it takes, before you book. Prices include VAT.",
    search_description="Services of Clínica Veterinaria Azahar with prices and free times.",
)

GROUP = PageWords(
    slug="about-us",
    title="Who we are",
    lead="A small group of people who look after animals in València and Las Palmas, with one diary "
    "and the same rules everywhere.",
    search_description="Who we are at Clínica Veterinaria Azahar, and how we work.",
    body=(
        (
            "picture",
            {
                "picture": Picture("clinica.webp"),
                "alt": "Drawing of the clinic's front, with a striped awning and two animals in the "
                "window",
                "caption": "The house in Carrer de la Tenora, with its striped awning.",
            },
        ),
        (
            "text",
            {
                "text": "<h2>How we work</h2><p>We think a visit goes well when nobody is in a hurry: "
                "not your pet, not you, not the person who sees you. That is why each visit has its "
                "own time with a few minutes to spare, and why you see the price before you choose "
                "the hour.</p><ul><li>We explain what we see in plain words.</li><li>We give you the "
                "plan in writing.</li><li>If something is not for us, we say who to turn to.</li>"
                "</ul>"
            },
        ),
        (
            "quote",
            {
                "text": "A calm animal is easier to examine and sooner well. All the rest, the room, "
                "the light, the time, is there for that.",
                "who": "Marta Ferrer",
                "about": "Vet, general and feline medicine",
            },
        ),
        ("team", {"heading": "The team", "tinted": True, "with_times": False}),
        (
            "hero",
            {
                "heading": "Find your time",
                "lead": "Choose what you need and where it suits you.",
                "with_search": True,
            },
        ),
        (
            "gallery",
            {
                "heading": "Some of those who come by",
                "pictures": [
                    {"picture": Picture("pet-bruno.webp"), "caption": "Bruno"},
                    {"picture": Picture("pet-nala.webp"), "caption": "Nala"},
                    {"picture": Picture("pet-coco.webp"), "caption": "Coco"},
                    {"picture": Picture("pet-luna.webp"), "caption": "Luna"},
                ],
            },
        ),
    ),
)
