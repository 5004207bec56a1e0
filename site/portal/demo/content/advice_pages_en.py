"""Pages that help before a visit, in English: how to arrive, prices, the first visit."""

from .page_shapes import PageRef, PageWords, Person, Place
from .places import LAS_PALMAS, VALENCIA

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
