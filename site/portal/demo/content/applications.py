"""Who applies at the clinic: one application in each state, all of them made up."""

from dataclasses import dataclass, field

from portal.accounts.models import ApplicationWord, ProfessionalApplication

from .places import BENIMACLET, VALENCIA

State = ProfessionalApplication.State
Word = ApplicationWord.Kind


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies: who, as what, and how far it has come.

    `days` are the days before today on which the steps after the first draft were taken, in order.
    """

    email: str
    full_name: str
    phone: str
    state: str
    profession: str
    headline: str
    college: str = ""
    licence: str = ""
    title: str = ""
    days: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    places: tuple[str, ...] = (VALENCIA,)
    species: tuple[str, ...] = ("dog", "cat")
    languages: tuple[str, ...] = ("es",)
    specialities: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    note: str = ""
    words: tuple[tuple[str, str], ...] = field(default_factory=tuple)


APPLICANTS = (
    Applicant(
        email="lola.cremades@example.com",
        full_name="Lola Cremades Ripoll",
        phone="+34600000971",
        state=State.DRAFT,
        profession="dog_trainer",
        headline="Educadora canina, paseos y convivencia",
        species=("dog",),
    ),
    Applicant(
        email="joan.fuster@example.com",
        full_name="Joan Fuster Blasco",
        phone="+34600000972",
        state=State.SUBMITTED,
        profession="veterinarian",
        headline="Veterinario, animales exóticos",
        college="vet-46",
        licence="3290",
        title="Dr.",
        days=(1,),
        steps=(State.SUBMITTED,),
        species=("rabbit", "guinea-pig", "ferret"),
        languages=("es", "ca-valencia", "en"),
        specialities=("exotics",),
        services=("consulta-general", "vacunacion"),
        papers=("degree", "licence"),
        note="Puedo empezar en enero, de momento por las tardes.",
        words=((Word.NOTE, "He pedido al colegio que confirme el número."),),
    ),
    Applicant(
        email="beatriz.alarcon@example.com",
        full_name="Beatriz Alarcón Vidal",
        phone="+34600000973",
        state=State.INFO_NEEDED,
        profession="animal_physio_vet",
        headline="Rehabilitación de perros mayores",
        college="vet-46",
        licence="2961",
        title="Dra.",
        days=(4, 2),
        steps=(State.SUBMITTED, State.INFO_NEEDED),
        places=(BENIMACLET,),
        languages=("es", "fr"),
        specialities=("rehabilitation",),
        papers=("degree", "licence"),
        words=(
            (Word.QUESTION, "La foto del certificado corta la firma. Súbelo otra vez, entero."),
        ),
    ),
    Applicant(
        email="candela.ortuno@example.com",
        full_name="Candela Ortuño Gil",
        phone="+34600000974",
        state=State.APPROVED,
        profession="groomer",
        headline="Peluquera felina, sin prisas",
        days=(5,),
        steps=(State.SUBMITTED,),
        species=("cat",),
        languages=("es", "it"),
        specialities=("grooming",),
        services=("peluqueria", "corte-unas"),
        papers=("degree",),
    ),
    Applicant(
        email="oscar.minguez@example.com",
        full_name="Óscar Mínguez Pla",
        phone="+34600000975",
        state=State.REJECTED,
        profession="ethologist_vet",
        headline="Conducta canina",
        college="vet-46",
        licence="3333",
        days=(9, 7),
        steps=(State.SUBMITTED, State.REJECTED),
        papers=("other",),
        words=(
            (
                Word.REASON,
                "El título que envías no es de Veterinaria, y la etología clínica es un acto "
                "veterinario. Puedes volver a solicitarlo como educador canino.",
            ),
        ),
    ),
    Applicant(
        email="nadia.elamrani@example.com",
        full_name="Nadia El Amrani Saidi",
        phone="+34600000976",
        state=State.WITHDRAWN,
        profession="dog_trainer",
        headline="Adiestramiento en positivo",
        days=(12, 10),
        steps=(State.SUBMITTED, State.WITHDRAWN),
        species=("dog",),
        languages=("es", "fr"),
        specialities=("training",),
    ),
)

# What the one who was approved has written about herself; it waits for somebody else's word.
OWN_HEADLINE_EN = "Cat groomer, never in a hurry"
OWN_TEXT_ES = (
    "<p>Los gatos me enseñaron a no tener prisa. Trabajo con uno cada vez, en una sala sin perros y "
    "sin secador, y paro cuando el gato lo pide.</p>"
)
OWN_TEXT_EN = (
    "<p>Cats taught me not to hurry. I work with one at a time, in a room without dogs and without a "
    "dryer, and I stop when the cat says so.</p>"
)

# A colleague whose page is hidden for now.
SUSPENDED_SLUG = "ramon-tarazona"
SUSPENDED_NAME = "Ramón Tarazona Just"
SUSPENDED_HEADLINES = ("Veterinario, medicina general", "Vet, general medicine")
SUSPENDED_SERVICES = ("consulta-general", "vacunacion")
SUSPENDED_LICENCE = ("vet-46", "1208")
SUSPENSION_REASON = "De baja hasta nuevo aviso. Hay que recolocar sus citas."
