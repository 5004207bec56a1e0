"""Words and blocks of the pages in English, twins of the Spanish ones."""

from .page_shapes import PageRef, PageWords, Person, Picture, Place
from .places import LAS_PALMAS, VALENCIA

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

ARRIVE = PageWords(
    slug="how-to-get-here",
    title="How to get here",
    lead="Where we are and when we are open. Each place keeps its own time: the Canary Islands are "
    "an hour behind.",
    search_description="Addresses, phones and opening hours of Azahar's places.",
    body=(
        ("how_to_arrive", {"place": Place(VALENCIA), "with_hours": True}),
        ("how_to_arrive", {"place": Place(LAS_PALMAS), "with_hours": True, "tinted": True}),
        (
            "notice",
            {
                "tone": "info",
                "title": "With a cat or a rabbit",
                "text": "<p>Tell us when you arrive: if the waiting room is full you can wait "
                "outside, and we call your mobile.</p>",
            },
        ),
    ),
)

PRICES = PageWords(
    slug="prices",
    title="Prices",
    lead="The same in every place, VAT included. You pay at the clinic, at the end.",
    search_description="Price list of Clínica Veterinaria Azahar, with how long each thing takes.",
    body=(
        (
            "prices",
            {
                "heading": "What you can book online",
                "note_text": "If something else is needed during the visit, we tell you the price "
                "first.",
            },
        ),
        (
            "faq",
            {
                "heading": "About prices",
                "tinted": True,
                "questions": [
                    {
                        "question": "How do I pay?",
                        "answer": "<p>At the clinic, by card or in cash. Nothing is paid to "
                        "book.</p>",
                    },
                    {
                        "question": "What is part of a consultation?",
                        "answer": "<p>The examination, the questions you bring and the plan in "
                        "writing. Tests and treatments come on top, and are asked first.</p>",
                    },
                    {
                        "question": "Do you give quotes?",
                        "answer": "<p>Yes. For an operation it is in writing, and it stands.</p>",
                    },
                ],
            },
        ),
        (
            "call_to_action",
            {
                "heading": "Choose who and when",
                "link": {"label": "See the professionals", "page": PageRef("directory")},
            },
        ),
    ),
)

FIRST_VISIT = PageWords(
    slug="first-visit",
    title="Your first visit",
    lead="What to bring, what the visit is like and what comes after. A short read that saves "
    "nerves.",
    search_description="How to prepare the first visit to Clínica Veterinaria Azahar.",
    body=(
        (
            "steps",
            {
                "heading": "How it goes",
                "steps": [
                    {
                        "title": "Before",
                        "text": "Book online. If leaving home is hard for your pet, tell us in the "
                        "notes.",
                    },
                    {
                        "title": "During",
                        "text": "We ask, examine without haste and explain what we see.",
                    },
                    {
                        "title": "After",
                        "text": "You take the plan home in writing, and know whom to call if "
                        "something changes.",
                    },
                ],
            },
        ),
        (
            "text",
            {
                "text": "<h2>What to bring</h2><ul><li>The booklet or the passport, if you have "
                "them.</li><li>Reports or tests from elsewhere.</li><li>A list of what it takes and "
                "what it eats.</li><li>For a cat or a rabbit, the carrier with a blanket that smells "
                "of home. For a dog, a short lead.</li></ul><h2>If it cannot wait</h2><p>Do not book "
                "online: call. The phone is at the foot of every page.</p>"
            },
        ),
        (
            "notice",
            {
                "tone": "ok",
                "title": "Puppies and kittens",
                "text": "<p>The first visit is for getting to know each other. It may come without "
                "vaccines: it will not touch the floor of the waiting room.</p>",
            },
        ),
        (
            "faq",
            {
                "heading": "Frequent questions",
                "questions": [
                    {
                        "question": "Do I need an account?",
                        "answer": "<p>No. A name, a mobile and an email are enough to book.</p>",
                    },
                    {
                        "question": "And if I cannot come?",
                        "answer": "<p>Tell us as soon as you know, and the time goes to another "
                        "pet.</p>",
                    },
                ],
            },
        ),
        ("opening_hours", {"heading": "When we are open", "place": Place(VALENCIA)}),
        (
            "next_times",
            {
                "heading": "Next free times with Marta",
                "person": Person("marta-ferrer"),
                "tinted": True,
            },
        ),
        (
            "call_to_action",
            {
                "heading": "All clear?",
                "text": "Choose who and when.",
                "link": {"label": "Book", "page": PageRef("directory")},
            },
        ),
    ),
)
