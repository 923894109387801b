"""Icons of the lucide set as inline SVG, without style attributes."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide


@lru_cache(maxsize=512)
def icon_svg(name: str, size: int = 18, label: str = "", css: str = "") -> SafeString:
    """The named icon, hidden from screen readers unless `label` says its meaning. Raises IconDoesNotExist."""
    classes = f"icon {css}".strip()
    if not label:
        return mark_safe(lucide(name, size=size, **{"class": classes, "aria-hidden": "true"}))
    drawing = lucide(name, size=size, **{"class": classes, "aria-hidden": "true"})
    return format_html('{}<span class="visually-hidden">{}</span>', mark_safe(drawing), label)
