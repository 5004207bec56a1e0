"""What the team has noted about a few clients, and whom to call for them."""

# Name of the client → notes (whose login, text) and whom to call (name, who that is, phone).
NOTES = {
    "Elena Rius Camarena": (
        ("administrator", "Prefiere la última hora de la mañana: trabaja de tarde."),
        ("assistant", "Luna entra mejor por la sala de gatos."),
    ),
    "Vicent Montesinos Peiró": (("assistant", "Viene en silla de ruedas: dale la sala uno."),),
    "Emily Hargreaves": (("assistant", "Speaks little Spanish; a call in English is welcome."),),
}
EMERGENCY = {
    "Elena Rius Camarena": ("Jordi Rius Camarena", "Hermano, tiene llaves de casa", "+34600000901"),
    "Emily Hargreaves": ("Ruth Hargreaves", "Her mother, in Dénia", "+34600000902"),
}
