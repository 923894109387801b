"""Values of mappings and labels inside sentences, for templates that show rows beside facts about them."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key; nothing when there is none."""
    return values.get(key)


@register.filter
def lower_first(text: str) -> str:
    """A label inside a sentence."""
    return text[:1].lower() + text[1:]
