"""Words and blocks of the pages in Spanish."""

from .page_shapes import PageRef, PageWords, Person, Picture, Place
from .places import LAS_PALMAS, VALENCIA

HOME = PageWords(
    slug="inicio",
    title="Tu veterinario, a la hora que te va bien",
    lead="Mira los huecos libres de nuestro equipo en València y Las Palmas y reserva en menos "
    "de un minuto. Sin llamadas y sin esperas.",
    seo_title="Clínica Veterinaria Azahar: pide cita en València y Las Palmas",
    search_description="Veterinarios, fisioterapia, peluquería y educación canina. Elige hora "
    "y reserva en línea en menos de un minuto.",
    body=(
        ("team", {"heading": "Con hueco antes", "with_times": True, "soonest_first": True}),
        (
            "cards",
            {
                "heading": "Empieza por lo que necesita",
                "tinted": True,
                "more": {"label": "Todos los servicios y precios", "page": PageRef("services")},
                "cards": [
                    {
                        "picture": Picture("svc-consulta.webp"),
                        "title": "Consulta general",
                        "text": "Exploración completa y un plan por escrito",
                        "link": {"page": PageRef("service:consulta-general")},
                    },
                    {
                        "picture": Picture("svc-vacuna.webp"),
                        "title": "Vacunación",
                        "text": "Con la cartilla al día",
                        "link": {"page": PageRef("service:vacunacion")},
                    },
                    {
                        "picture": Picture("svc-cirugia.webp"),
                        "title": "Cirugía",
                        "text": "Visita previa y presupuesto cerrado",
                        "link": {"page": PageRef("service:cirugia-visita-previa")},
                    },
                    {
                        "picture": Picture("svc-derma.webp"),
                        "title": "Dermatología",
                        "text": "Picores, otitis y alergias",
                        "link": {"page": PageRef("service:dermatologia")},
                    },
                    {
                        "picture": Picture("svc-fisio.webp"),
                        "title": "Fisioterapia",
                        "text": "Movilidad, masaje y ejercicios",
                        "link": {"page": PageRef("service:fisioterapia")},
                    },
                    {
                        "picture": Picture("svc-pelu.webp"),
                        "title": "Peluquería",
                        "text": "Baño, corte y uñas, a su ritmo",
                        "link": {"page": PageRef("service:peluqueria")},
                    },
                    {
                        "picture": Picture("pet-leo.webp"),
                        "title": "Consulta felina",
                        "text": "Sin prisas y sin perros cerca",
                        "link": {"page": PageRef("service:consulta-felina")},
                    },
                    {
                        "picture": Picture("svc-conducta.webp"),
                        "title": "Educación canina",
                        "text": "En positivo, y contigo delante",
                        "link": {"page": PageRef("service:educacion-canina")},
                    },
                ],
            },
        ),
        (
            "steps",
            {
                "heading": "Reservar lleva menos de un minuto",
                "steps": [
                    {
                        "title": "Elige hueco",
                        "text": "Ves la agenda real de cada profesional, con el precio antes de "
                        "reservar.",
                    },
                    {
                        "title": "Cuéntanos quién viene",
                        "text": "El nombre de tu mascota, un móvil y un correo. Sin cuenta y sin "
                        "contraseña.",
                    },
                    {
                        "title": "Revisa y confirma",
                        "text": "Lo lees todo antes de que cuente. La confirmación llega a tu correo "
                        "al momento.",
                    },
                ],
            },
        ),
        ("articles", {"heading": "Consejos de la clínica", "tinted": True, "count": "3"}),
        (
            "call_to_action",
            {
                "heading": "¿Vienes por primera vez?",
                "text": "Qué traer, cómo es la consulta y qué pasa después.",
                "link": {"label": "Preparar la visita", "page": PageRef("first_visit")},
            },
        ),
    ),
)

DIRECTORY = PageWords(
    slug="profesionales",
    title="Profesionales",
    lead="Todo el equipo en una sola agenda: elige con quién, dónde y cuándo.",
    seo_title="Nuestros profesionales y sus horas libres",
    search_description="El equipo de Clínica Veterinaria Azahar, con sus próximas horas libres "
    "en València y Las Palmas.",
)

ADVICE = PageWords(
    slug="consejos",
    title="Consejos",
    lead="Lo que preguntáis en la consulta, escrito con calma por quien os atiende.",
    search_description="Consejos del equipo de Clínica Veterinaria Azahar para el día a día.",
)

SERVICES = PageWords(
    slug="servicios",
    title="Servicios y precios",
    lead="Lo que cuesta y lo que dura, antes de reservar. Los precios llevan el IVA incluido.",
    search_description="Servicios de Clínica Veterinaria Azahar con su precio y sus horas libres.",
)

GROUP = PageWords(
    slug="el-grupo",
    title="Quiénes somos",
    lead="Un grupo pequeño de personas que cuidan animales en València y en Las Palmas, con una "
    "sola agenda y las mismas normas en todas las sedes.",
    search_description="Quiénes formamos Clínica Veterinaria Azahar y cómo trabajamos.",
    body=(
        (
            "picture",
            {
                "picture": Picture("clinica.webp"),
                "alt": "Dibujo de la fachada de la clínica, con un toldo a rayas y dos animales en "
                "el escaparate",
                "caption": "La casa de Carrer de la Tenora, con su toldo de rayas.",
            },
        ),
        (
            "text",
            {
                "text": "<h2>Cómo trabajamos</h2><p>Creemos que una consulta va bien cuando nadie "
                "tiene prisa: ni tu mascota, ni tú, ni quien la atiende. Por eso cada visita tiene "
                "su tiempo reservado y unos minutos de margen, y por eso ves el precio antes de "
                "elegir la hora.</p><ul><li>Te explicamos lo que vemos con palabras claras.</li>"
                "<li>Te damos el plan por escrito.</li><li>Si algo no es lo nuestro, te decimos a "
                "quién acudir.</li></ul>"
            },
        ),
        (
            "quote",
            {
                "text": "Un animal tranquilo se explora mejor y se cura antes. Todo lo demás, la "
                "sala, la luz, el tiempo, está pensado para eso.",
                "who": "Marta Ferrer",
                "about": "Veterinaria, medicina general y felina",
            },
        ),
        ("team", {"heading": "El equipo", "tinted": True, "with_times": False}),
        (
            "hero",
            {
                "heading": "Busca tu hueco",
                "lead": "Elige qué necesitas y dónde te va mejor.",
                "with_search": True,
            },
        ),
        (
            "gallery",
            {
                "heading": "Algunos de los que pasan por aquí",
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
