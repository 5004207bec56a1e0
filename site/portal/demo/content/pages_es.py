"""Words and blocks of the pages in Spanish."""

from .page_shapes import PageRef, PageWords, Picture

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
