"""Why they come, by service; every second visit says nothing."""

REASONS: dict[str, tuple[str, ...]] = {
    "consulta-general": (
        "Lleva dos días sin querer comer.",
        "Revisión anual.",
        "Tose por las noches desde el lunes.",
        "Ha adelgazado y bebe mucha agua.",
        "Le lagrimea un ojo.",
        "Cojea un poco de la pata de atrás.",
        "Vomitó ayer tres veces, hoy parece mejor.",
    ),
    "primera-visita": (
        "Llegó a casa el sábado, tiene dos meses.",
        "Lo hemos adoptado y no sabemos qué vacunas lleva.",
        "No para de morder la correa y las manos.",
    ),
    "vacunacion": ("Le toca la rabia.", "Segunda dosis de la polivalente.", "Viajamos en verano."),
    "consulta-felina": (
        "Se esconde y casi no usa el arenero.",
        "Vomita bolas de pelo cada semana.",
        "Revisión: ya tiene doce años.",
    ),
    "chequeo-senior": (
        "Cumple once años y duerme mucho más.",
        "Se desorienta por las noches.",
        "Toma pastillas para el corazón, toca control.",
    ),
    "microchip-pasaporte": (
        "Nos vamos a Francia en Navidad.",
        "Es adoptado y no lleva chip.",
        "Cambio de titular: era de mi madre.",
    ),
    "cirugia-visita-previa": (
        "Queremos esterilizarla.",
        "Tiene un bulto en el costado.",
        "Nos han dicho que es el ligamento cruzado.",
    ),
    "dermatologia": (
        "Se rasca las orejas sin parar.",
        "Le han salido calvas en la barriga.",
        "Otitis que vuelve cada pocos meses.",
    ),
    "animales-exoticos": (
        "Come menos y hace las cacas pequeñas.",
        "Es nuevo en casa, queremos saber si está sano.",
        "Estornuda desde ayer.",
        "Le han crecido mucho los dientes.",
    ),
    "ecografia": ("Nos la pidió el cardiólogo.", "Control de la vejiga.", "Sospecha de gestación."),
    "plan-alimentacion": (
        "Le sobran seis kilos.",
        "Tiene los riñones delicados y no quiere el pienso.",
        "Queremos cocinarle en casa.",
    ),
    "conducta": (
        "Destroza la puerta cuando salimos.",
        "Ha empezado a gruñir a los niños.",
        "Los dos gatos ya no se soportan.",
    ),
    "fisioterapia-valoracion": (
        "Operado de la rodilla hace tres semanas.",
        "Le cuesta levantarse por las mañanas.",
        "Displasia de cadera.",
    ),
    "fisioterapia": (
        "Sesión semanal.",
        "Sube mejor al coche desde la última vez.",
        "Esta semana ha estado más rígido.",
    ),
    "peluqueria": (
        "Le da miedo el secador.",
        "Baño y uñas.",
        "Viene de la playa, lleva mucha arena.",
    ),
    "arreglo-completo": (
        "Corte de verano, no muy corto.",
        "Tiene nudos detrás de las orejas.",
        "Como la última vez.",
    ),
    "corte-unas": ("No se deja en casa.", "Una uña se le clava.", "Como cada mes."),
    "educacion-canina": (
        "Tira mucho de la correa.",
        "Ladra cuando se queda solo.",
        "Se lanza hacia otros perros.",
    ),
    "educacion-cachorros": (
        "Es un cachorro, queremos empezar bien.",
        "Muerde los tobillos a todo el mundo.",
        "Todavía se hace pis dentro.",
    ),
    "segunda-opinion": (
        "Nos han propuesto operar y dudamos.",
        "Lleva tres tratamientos y sigue igual.",
        "Traemos los análisis de otra clínica.",
    ),
}
REASONS_EN: tuple[str, ...] = (
    "Yearly check-up.",
    "Not quite himself since Sunday.",
    "As agreed last time.",
)
