"""One login for each role that has a screen by now."""

from portal.accounts.roles import Role

from .places import VALENCIA
from .shapes import LoginFacts

LOGINS = (
    LoginFacts(
        slug="superadministrator",
        email="superadmin@clinicaazahar.example",
        full_name="Amparo Benlloch Marí",
        role=Role.SUPERADMINISTRATOR,
    ),
    LoginFacts(
        slug="administrator",
        email="admin@clinicaazahar.example",
        full_name="Vicent Sanchis Llopis",
        role=Role.ADMINISTRATOR,
    ),
    LoginFacts(
        slug="editor",
        email="marketing@clinicaazahar.example",
        full_name="Nerea Olmos Tortosa",
        role=Role.EDITOR,
    ),
    LoginFacts(
        slug="assistant",
        email="recepcion@clinicaazahar.example",
        full_name="Empar Gisbert Roig",
        role=Role.ASSISTANT,
        places=(VALENCIA,),
    ),
    # One of the team: her clients' files are what she may open so far.
    LoginFacts(
        slug="professional",
        email="marta.ferrer@clinicaazahar.example",
        full_name="Marta Ferrer Soler",
        role=Role.PROFESSIONAL,
        professional="marta-ferrer",
    ),
    # One of the families: the visits of the diary are hers.
    LoginFacts(
        slug="client",
        email="elena.rius@example.com",
        full_name="Elena Rius Camarena",
        role=Role.CLIENT,
        phone="+34600000990",
    ),
)
