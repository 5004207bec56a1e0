"""What the services' pages tell beyond the facts, and the tile that goes with each."""

PICTURES = {
    "consulta-general": "svc-consulta.webp",
    "primera-visita": "svc-consulta.webp",
    "segunda-opinion": "svc-consulta.webp",
    "chequeo-senior": "svc-consulta.webp",
    "vacunacion": "svc-vacuna.webp",
    "microchip-pasaporte": "svc-vacuna.webp",
    "consulta-felina": "pet-leo.webp",
    "cirugia-visita-previa": "svc-cirugia.webp",
    "dermatologia": "svc-derma.webp",
    "animales-exoticos": "svc-exoticos.webp",
    "ecografia": "svc-derma.webp",
    "plan-alimentacion": "svc-nutri.webp",
    "conducta": "svc-conducta.webp",
    "fisioterapia": "svc-fisio.webp",
    "fisioterapia-valoracion": "svc-fisio.webp",
    "peluqueria": "svc-pelu.webp",
    "arreglo-completo": "svc-pelu.webp",
    "corte-unas": "svc-pelu.webp",
    "educacion-canina": "svc-conducta.webp",
    "educacion-cachorros": "pet-luna.webp",
}

# Spanish and English; a service without words shows its facts alone.
BODIES = {
    "consulta-general": (
        "<p>Para lo que te preocupa y para lo que no sabes si debería. Empezamos escuchando, "
        "seguimos con una exploración de la nariz a la cola y acabamos con un plan.</p>"
        "<ul><li>Trae la cartilla y, si la hay, la medicación.</li>"
        "<li>Si come poco o ha vomitado, apunta desde cuándo.</li></ul>",
        "<p>For what worries you, and for what you are not sure should. We begin by listening, go "
        "on with an examination from nose to tail and end with a plan.</p>"
        "<ul><li>Bring the booklet and any medication.</li>"
        "<li>If it eats little or has vomited, note since when.</li></ul>",
    ),
    "vacunacion": (
        "<p>Antes de vacunar exploramos al animal y miramos la cartilla. Después apuntamos la "
        "fecha de la siguiente, para que no tengas que acordarte tú.</p>",
        "<p>Before any vaccine we examine the animal and look at the booklet. Then we write down "
        "the date of the next one, so that you need not remember.</p>",
    ),
    "consulta-felina": (
        "<p>Una sala sin perros, una mesa templada y tiempo para que salga del transportín cuando "
        "quiera. Si no quiere, lo exploramos dentro.</p>",
        "<p>A room without dogs, a warm table and time to leave the carrier when it wishes. If it "
        "does not, we examine it inside.</p>",
    ),
    "cirugia-visita-previa": (
        "<p>Para hablar antes de operar: qué se hace, qué riesgos tiene, cómo será la "
        "recuperación y cuánto cuesta. El presupuesto es por escrito.</p>",
        "<p>To talk before operating: what is done, its risks, how recovery will be and what it "
        "costs. The quote is in writing.</p>",
    ),
    "dermatologia": (
        "<p>La piel pide paciencia y método. Tomamos muestras en la consulta, las miramos al "
        "microscopio y te explicamos los pasos, uno a uno.</p>",
        "<p>Skin asks for patience and method. We take samples on the spot, look at them under the "
        "microscope and explain the steps, one by one.</p>",
    ),
    "fisioterapia": (
        "<p>Después de una operación o cuando los años pesan. Cada sesión acaba con dos o tres "
        "ejercicios que puedes repetir en casa.</p>",
        "<p>After an operation, or when the years weigh. Each session ends with two or three "
        "exercises you can repeat at home.</p>",
    ),
    "peluqueria": (
        "<p>Sin jaulas de secado y con pausas. Si es su primera vez, puedes quedarte.</p>",
        "<p>No drying cages, and with breaks. The first time, you may stay.</p>",
    ),
    "educacion-canina": (
        "<p>Una sesión con tu perro y contigo, porque quien convive con él eres tú. Premios, "
        "constancia y objetivos pequeños.</p>",
        "<p>A session with your dog and with you, as you are the one who lives with it. Rewards, "
        "constancy and small aims.</p>",
    ),
}
