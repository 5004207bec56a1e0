"""Pages that help before a visit, in Spanish: how to arrive, prices, the first visit."""

from .page_shapes import PageRef, PageWords, Person, Place
from .places import LAS_PALMAS, VALENCIA

ARRIVE = PageWords(
    slug="como-llegar",
    title="Cómo llegar",
    lead="Dónde estamos y a qué hora abrimos. La hora de cada sede es la suya: en Canarias es una "
    "menos.",
    search_description="Direcciones, teléfonos y horarios de las sedes de Azahar.",
    body=(
        ("how_to_arrive", {"place": Place(VALENCIA), "with_hours": True}),
        ("how_to_arrive", {"place": Place(LAS_PALMAS), "with_hours": True, "tinted": True}),
        (
            "notice",
            {
                "tone": "info",
                "title": "Con un gato o un conejo",
                "text": "<p>Avisa al llegar: si la sala está llena, puedes esperar fuera y te "
                "llamamos al móvil.</p>",
            },
        ),
    ),
)

PRICES = PageWords(
    slug="precios",
    title="Precios",
    lead="Los mismos en todas las sedes, con el IVA incluido. Se paga en la clínica, al terminar.",
    search_description="Lista de precios de Clínica Veterinaria Azahar, con lo que dura cada cosa.",
    body=(
        (
            "prices",
            {
                "heading": "Lo que puedes reservar en línea",
                "note_text": "Si durante la visita hace falta algo más, te decimos antes cuánto "
                "cuesta.",
            },
        ),
        (
            "faq",
            {
                "heading": "Sobre los precios",
                "tinted": True,
                "questions": [
                    {
                        "question": "¿Cómo se paga?",
                        "answer": "<p>En la clínica, con tarjeta o en efectivo. Para reservar no "
                        "hace falta pagar nada.</p>",
                    },
                    {
                        "question": "¿Qué entra en una consulta?",
                        "answer": "<p>La exploración, las preguntas que traigas y el plan por "
                        "escrito. Las pruebas y los tratamientos van aparte, y se preguntan "
                        "antes.</p>",
                    },
                    {
                        "question": "¿Dais presupuesto?",
                        "answer": "<p>Sí. Para una operación es por escrito y se mantiene.</p>",
                    },
                ],
            },
        ),
        (
            "call_to_action",
            {
                "heading": "Elige con quién y cuándo",
                "link": {"label": "Ver profesionales", "page": PageRef("directory")},
            },
        ),
    ),
)

FIRST_VISIT = PageWords(
    slug="primera-visita",
    title="Tu primera visita",
    lead="Qué traer, cómo es la consulta y qué pasa después. Una lectura corta que ahorra nervios.",
    search_description="Cómo preparar la primera visita a Clínica Veterinaria Azahar.",
    body=(
        (
            "steps",
            {
                "heading": "Así es",
                "steps": [
                    {
                        "title": "Antes",
                        "text": "Reserva en línea. Si tu mascota lo pasa mal al salir de casa, "
                        "cuéntanoslo en las notas.",
                    },
                    {
                        "title": "Durante",
                        "text": "Preguntamos, exploramos sin prisas y te explicamos lo que vemos.",
                    },
                    {
                        "title": "Después",
                        "text": "Te llevas el plan por escrito y sabes a quién llamar si algo "
                        "cambia.",
                    },
                ],
            },
        ),
        (
            "text",
            {
                "text": "<h2>Qué traer</h2><ul><li>La cartilla o el pasaporte, si los tienes.</li>"
                "<li>Informes o pruebas de otros centros.</li><li>Una lista de lo que toma y de lo "
                "que come.</li><li>Si es un gato o un conejo, su transportín con una manta que huela "
                "a casa. Si es un perro, correa corta.</li></ul><h2>Si no puede esperar</h2><p>No "
                "reserves en línea: llama. El teléfono está al pie de todas las páginas.</p>"
            },
        ),
        (
            "notice",
            {
                "tone": "ok",
                "title": "Cachorros y gatitos",
                "text": "<p>La primera visita es para conocernos. Puede venir sin vacunar: no pisará "
                "el suelo de la sala de espera.</p>",
            },
        ),
        (
            "faq",
            {
                "heading": "Preguntas frecuentes",
                "questions": [
                    {
                        "question": "¿Tengo que darme de alta?",
                        "answer": "<p>No. Para reservar basta con un nombre, un móvil y un "
                        "correo.</p>",
                    },
                    {
                        "question": "¿Y si no puedo ir?",
                        "answer": "<p>Avísanos en cuanto lo sepas y ese hueco será para otra "
                        "mascota.</p>",
                    },
                ],
            },
        ),
        ("opening_hours", {"heading": "Cuándo abrimos", "place": Place(VALENCIA)}),
        (
            "next_times",
            {
                "heading": "Próximos huecos con Marta",
                "person": Person("marta-ferrer"),
                "tinted": True,
            },
        ),
        (
            "call_to_action",
            {
                "heading": "¿Todo claro?",
                "text": "Elige con quién y a qué hora.",
                "link": {"label": "Reservar", "page": PageRef("directory")},
            },
        ),
    ),
)
