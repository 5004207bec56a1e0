"""What block templates ask of a page's facts: pictures, links, rich text."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.images.shortcuts import get_rendition_or_not_found

register = template.Library()


@register.simple_tag(takes_context=True)
def block_picture(
    context: Context, picture: Any, spec: str, alt: str | None = "", lazy: bool = True
) -> SafeString | str:
    """An `<img>` of a picture or of a reference to one, as WebP; nothing when it is gone."""
    found = context["facts"].picture(picture.pk) if picture else None
    if found is None:
        return ""
    rendition = get_rendition_or_not_found(found, f"{spec}|format-webp")
    return rendition.img_tag({"alt": alt or "", **({"loading": "lazy"} if lazy else {})})


@register.simple_tag(takes_context=True)
def block_link(context: Context, link: Any) -> tuple[str, str]:
    """Address and words of a link block; an empty address when it leads nowhere."""
    found: tuple[str, str] = context["facts"].link(link)
    return found


@register.simple_tag(takes_context=True)
def block_html(context: Context, text: Any) -> SafeString:
    """A rich text with its links in the page's language."""
    html: SafeString = context["facts"].html(text)
    return html
