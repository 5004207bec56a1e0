"""The articles in Spanish: they describe and point to the clinic, they diagnose nothing."""

from .page_shapes import ArticleWords, PageRef, Person


def text(html: str) -> tuple[str, dict[str, object]]:
    return "text", {"text": html}


RABIES = ArticleWords(
    slug="vacuna-rabia-comunitat-valenciana",
    title="La vacuna de la rabia es obligatoria en la Comunitat Valenciana: cuándo toca",
    topic="Prevención",
    lead="Perros, gatos y hurones la necesitan por ley. Te contamos a qué edad se pone la primera, "
    "cuándo toca repetirla y qué pasa si viajas o vives en Canarias.",
    body=(
        text(
            "<p>La rabia es rara en nuestro país, y precisamente por eso se vacuna: es una "
            "enfermedad grave que también afecta a las personas, y la vacuna es lo que la mantiene "
            "lejos. Quién tiene que ponérsela y cada cuánto lo decide cada comunidad autónoma.</p>"
            "<h2>En la Comunitat Valenciana</h2>"
            "<ul><li><b>Quién:</b> perros, gatos y hurones.</li>"
            "<li><b>La primera:</b> entre las 12 y las 16 semanas de vida.</li>"
            "<li><b>El recuerdo:</b> a los 12 meses. Después, según la ficha del producto que se le "
            "haya puesto.</li></ul>"
            "<p>Antes de vacunar, el animal tiene que estar identificado con microchip e inscrito en "
            "el registro, que aquí se llama RIVIA. Si todavía no lo está, se puede hacer el mismo "
            "día.</p>"
            "<h2>En Canarias</h2>"
            "<p>La norma nombra solo a los perros, y la vacuna se repite cada 12 meses.</p>"
        ),
        (
            "notice",
            {
                "tone": "info",
                "title": "Si viajas con tu mascota",
                "text": "<p>Para viajar por la Unión Europea, la primera vacuna de la rabia cuenta a "
                "partir de los 21 días. Pide la cita con tiempo.</p>",
            },
        ),
        text(
            "<h2>Cómo es la visita</h2>"
            "<p>Dura un cuarto de hora. Miramos la cartilla, exploramos al animal para comprobar que "
            "está en condiciones de vacunarse y apuntamos la fecha de la siguiente. Si algo no va "
            "bien ese día, es mejor esperar y te lo diremos.</p>"
            "<p>Trae la cartilla o el pasaporte. Si no los encuentras, ven igualmente: con el número "
            "del microchip podemos buscar lo que haga falta.</p>"
        ),
        ("next_times", {"heading": "Horas libres con Marta", "person": Person("marta-ferrer")}),
    ),
)

CARRIER = ArticleWords(
    slug="gato-transportin-sin-miedo",
    title="Cómo conseguir que tu gato entre solo en el transportín",
    topic="Gatos",
    lead="Si solo aparece el día del veterinario, es normal que salga corriendo. Con dos semanas y "
    "un poco de comida rica, el transportín puede ser un mueble más.",
    body=(
        text(
            "<p>Para un gato, el transportín suele significar tres cosas seguidas: lo persiguen, lo "
            "encierran y lo llevan a un sitio que huele raro. No es terquedad, es memoria. La buena "
            "noticia es que esa memoria se puede cambiar, sin prisa y sin forzarlo.</p>"
            "<h2>La primera semana: que esté ahí</h2>"
            "<ul><li>Déjalo abierto, o sin la parte de arriba, en el sitio donde tu gato pasa más "
            "rato.</li><li>Pon dentro una manta que huela a él, sin lavar.</li>"
            "<li>Esconde comida rica cada día: primero en la puerta, luego un poco más adentro.</li>"
            "</ul><p>No lo empujes ni lo cierres. Si entra y sale cuando quiere, vas bien.</p>"
            "<h2>La segunda: que se cierre</h2>"
            "<ul><li>Cuando coma dentro con calma, cierra la puerta unos segundos y ábrela antes de "
            "que se inquiete.</li><li>Alarga el rato poco a poco.</li>"
            "<li>Después, levántalo, da una vuelta por casa y vuelve a dejarlo en su sitio.</li></ul>"
        ),
        (
            "quote",
            {
                "text": "La consulta empieza en casa: un gato que llega tranquilo se deja explorar, "
                "y la visita dura la mitad.",
                "who": "Marta Ferrer",
                "about": "Veterinaria, medicina general y felina",
            },
        ),
        text(
            "<h2>El día de la visita</h2>"
            "<p>Tapa el transportín con una toalla, llévalo sujeto por debajo y no por el asa, y en "
            "el coche colócalo en el suelo, detrás del asiento. En la clínica, ponlo en alto: en el "
            "suelo, a la altura de los perros, se siente en peligro.</p>"
            "<p>Si aun así lo pasa muy mal, cuéntanoslo al pedir la cita. Hay horas más tranquilas y "
            "otras formas de ayudarlo.</p>"
        ),
        (
            "call_to_action",
            {
                "heading": "Consulta felina sin estrés",
                "text": "En una sala solo para gatos, sin prisas y sin perros cerca.",
                "link": {"label": "Ver horas libres", "page": PageRef("service:consulta-felina")},
            },
        ),
    ),
)

GAMES = ArticleWords(
    slug="cinco-juegos-suaves-caderas",
    title="Cinco juegos suaves para perros con las caderas delicadas",
    topic="Rehabilitación",
    lead="Moverse bien es mejor que no moverse. Cinco ideas para casa, de pocos minutos, que cansan "
    "la cabeza más que las patas.",
    body=(
        text(
            "<p>Cuando un perro tiene las caderas delicadas, lo primero que se pierde es el juego: "
            "dejamos de tirarle la pelota y no ponemos nada en su lugar. Estos juegos no sustituyen "
            "lo que os haya pautado quien lo trata, y hay que dejarlos si cojea o se queja. Como "
            "regla, dos minutos bastan para empezar.</p>"
            "<h2>1. La alfombra que esconde</h2>"
            "<p>Reparte pienso entre los pliegues de una manta. Buscar despacio con el hocico le "
            "hace cambiar el peso de una pata a otra casi sin notarlo.</p>"
            "<h2>2. El pasillo de palos</h2>"
            "<p>Coloca en el suelo cuatro palos de escoba, separados un paso de los suyos. Que los "
            "cruce andando, con correa y sin saltar.</p>"
            "<h2>3. Galleta a cada lado</h2>"
            "<p>Con el perro de pie, acerca un premio a su hombro, luego al otro. Estira el cuello y "
            "el lomo sin mover las patas.</p>"
            "<h2>4. Patas delante</h2>"
            "<p>Un escalón bajo que no resbale, con las patas delanteras encima durante unos "
            "segundos. Y abajo otra vez.</p>"
            "<h2>5. El paseo lento</h2>"
            "<p>Cinco minutos andando muy despacio trabajan más que veinte al trote. Mejor sobre "
            "hierba o tierra que sobre baldosa.</p>"
        ),
        (
            "notice",
            {
                "tone": "warn",
                "title": "Para y llámanos si ves esto",
                "text": "<p>Cojea más después de jugar, se lame una zona sin parar o no quiere "
                "levantarse. No le des medicinas de personas.</p>",
            },
        ),
        ("next_times", {"heading": "Horas libres con Lucía", "person": Person("lucia-peris")}),
    ),
)

HEAT = ArticleWords(
    slug="calor-paseos-coche",
    title="Calor: a qué hora salir, qué llevar y cuándo llamar",
    topic="Verano",
    lead="Los perros apenas sudan: se enfrían jadeando, y hay días en los que no les basta. Lo que "
    "conviene cambiar en verano y las señales que no esperan.",
    body=(
        text(
            "<h2>Antes de salir</h2>"
            "<ul><li>Pon el dorso de la mano en la acera y cuenta hasta cinco. Si te quema, a él "
            "también.</li><li>Sal a primera hora o cuando ya no dé el sol. A mediodía, solo lo "
            "imprescindible y por la sombra.</li><li>Lleva agua y un cuenco plegable, también para "
            "paseos cortos.</li></ul>"
            "<h2>En el coche, nunca solo</h2>"
            "<p>Ni un momento, ni a la sombra, ni con la ventanilla bajada un dedo: dentro de un "
            "coche parado la temperatura sube en minutos.</p>"
            "<h2>Los que más lo notan</h2>"
            "<p>Cachorros, animales mayores, los que pesan de más y los de hocico corto. También los "
            "conejos, que en un balcón al sol lo pasan muy mal.</p>"
        ),
        (
            "notice",
            {
                "tone": "bad",
                "title": "Llama ya si ha pasado calor y…",
                "text": "<p>jadea sin parar, está decaído, se tambalea o no responde. <b>Puede ser una "
                "urgencia.</b> Mientras llegas, llévalo a la sombra, dale aire y mójalo con agua "
                "fresca, no helada.</p>",
            },
        ),
        (
            "faq",
            {
                "heading": "Lo que más nos preguntáis",
                "questions": [
                    {
                        "question": "¿Le corto el pelo en verano?",
                        "answer": "<p>Depende del manto: a algunos los protege del sol. Pregunta en "
                        "peluquería antes de raparlo.</p>",
                    },
                    {
                        "question": "¿Puede bañarse en el mar?",
                        "answer": "<p>Sí, con agua dulce a mano para beber y una buena ducha al "
                        "salir. Vigila que no trague agua salada mientras juega.</p>",
                    },
                    {
                        "question": "¿Y mi gato?",
                        "answer": "<p>Persianas bajadas, agua en varios sitios y acceso al suelo más "
                        "fresco de la casa. Cuidado con las ventanas abiertas.</p>",
                    },
                ],
            },
        ),
    ),
)

BRUSHING = ArticleWords(
    slug="cepillar-en-casa",
    title="Cepillar en casa: cada cuánto, con qué y cuándo parar",
    topic="Peluquería",
    lead="Diez minutos a la semana evitan la mayoría de los nudos. Lo que usamos en la clínica y "
    "puedes repetir en el sofá.",
    body=(
        text(
            "<p>El cepillado no es solo estética: es el momento en que se descubren bultos, heridas "
            "pequeñas y garrapatas. Si además lo hacéis con calma, tu perro o tu gato aprenderá que "
            "dejarse tocar es agradable.</p>"
            "<h2>Según el pelo</h2>"
            "<ul><li><b>Corto:</b> una manopla de goma, una vez por semana.</li>"
            "<li><b>Largo y liso:</b> cepillo de púas redondas y después peine, dos o tres veces por "
            "semana.</li><li><b>Rizado:</b> carda suave y peine, cada dos días, levantando el pelo "
            "por capas hasta llegar a la piel.</li></ul>"
            "<h2>Los nudos</h2>"
            "<p>Sujeta el pelo entre la piel y el nudo para que no tire, y deshazlo desde la punta. "
            "Si está pegado a la piel, no uses tijeras: es fácil cortarla sin querer. Déjanoslo a "
            "nosotros.</p>"
        ),
        (
            "quote",
            {
                "text": "Es mejor parar a los dos minutos con ganas de más que acabar enfadados a "
                "los diez.",
                "who": "Noelia Castaño",
                "about": "Peluquería y estética canina y felina",
            },
        ),
        (
            "call_to_action",
            {
                "heading": "¿Se le ha ido de las manos?",
                "text": "Le hacemos un hueco y te enseñamos a mantenerlo.",
                "link": {
                    "label": "Pedir hora de peluquería",
                    "page": PageRef("service:peluqueria"),
                },
            },
        ),
    ),
)
