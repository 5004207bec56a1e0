"""Blocks of words: text, quote, questions, notice, steps."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .base import TEXT_FEATURES, SectionBlock, SiteBlock


class TextBlock(SiteBlock):
    """Paragraphs, lists and small headings."""

    text = blocks.RichTextBlock(label=_("text"), features=["h2", "h3", *TEXT_FEATURES])

    class Meta:
        icon = "pilcrow"
        label = pgettext_lazy("block", "Text")
        description = _("Paragraphs with headings, lists and links.")
        template = "home/blocks/text.html"
        preview_value = {
            "text": "<h2>Una visita sin prisas</h2><p>Llega cinco minutos antes y espera donde tu "
            "mascota esté más tranquila.</p><ul><li>Perros, con correa.</li><li>Gatos, en "
            "transportín.</li></ul>"
        }


class QuoteBlock(SiteBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(label=_("words"), max_length=400)
    who = blocks.CharBlock(label=_("who says it"), max_length=80)
    about = blocks.CharBlock(label=_("who that is"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = pgettext_lazy("block", "Quote")
        description = _("A sentence that somebody really said, with their name.")
        template = "home/blocks/quote.html"
        preview_value = {
            "text": "Un animal tranquilo se explora mejor y se cura antes.",
            "who": "Marta Ferrer",
            "about": "Veterinaria",
        }


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=160)
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = pgettext_lazy("block", "Question")


class FaqBlock(SectionBlock):
    """Questions that open one by one."""

    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1)

    class Meta:
        icon = "help"
        label = pgettext_lazy("block", "Questions and answers")
        description = _("Frequent questions; each opens with a click, and works without scripts.")
        template = "home/blocks/faq.html"
        preview_value = {
            "heading": "Preguntas frecuentes",
            "questions": [
                {
                    "question": "¿Puedo cambiar la hora?",
                    "answer": "<p>Sí: llámanos y la cambiamos contigo.</p>",
                },
                {"question": "¿Dónde se paga?", "answer": "<p>En la clínica, al terminar.</p>"},
            ],
        }


class NoticeBlock(SiteBlock):
    """Something that must not be missed."""

    tone = blocks.ChoiceBlock(
        label=_("tone"),
        choices=[
            ("info", _("Information")),
            ("ok", _("Good news")),
            ("warn", _("Attention")),
            ("bad", _("Serious")),
        ],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), max_length=90, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "link"])

    class Meta:
        icon = "warning"
        label = pgettext_lazy("block", "Notice")
        description = _("A box that stands out: colour, icon and words together.")
        template = "home/blocks/notice.html"
        preview_value = {
            "tone": "warn",
            "title": "Agosto, solo por las mañanas",
            "text": "<p>Del 3 al 28 de agosto abrimos de 9:00 a 14:00.</p>",
        }


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    text = blocks.CharBlock(label=_("text"), max_length=200)

    class Meta:
        icon = "list-ol"
        label = pgettext_lazy("block", "Step")


class StepsBlock(SectionBlock):
    """What comes first, second and third."""

    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        label = pgettext_lazy("block", "Steps")
        description = _("Numbered steps, side by side on a wide screen.")
        template = "home/blocks/steps.html"
        preview_value = {
            "heading": "Reservar lleva menos de un minuto",
            "steps": [
                {"title": "Elige hueco", "text": "Ves la agenda real, con el precio."},
                {"title": "Cuéntanos quién viene", "text": "Su nombre y un móvil."},
                {"title": "Confirma", "text": "La confirmación llega a tu correo."},
            ],
        }
