"""The template of an office in use: papers and messages of its kind are made by it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext as _

from documents.designs import looks
from documents.models import PaperTemplate
from documents.own_templates import filled_text
from documents.papers import PaperContent, Press, paper_pdf
from documents.queries import active_template
from documents.services.templates import require_allowed
from documents.template_papers import template_html, template_pdf

Words = Callable[[Mapping[str, str], Sequence[Mapping[str, str]]], str]


def press_of(kind: str) -> Press:
    """How papers of a kind are drawn now: by the office's template where one is in use, else by the portal's own.

    Raises Refused where the template in use is no longer allowed: the kind has lost a field that it names.
    """
    template = _in_use(kind)
    if template is None:
        return paper_pdf
    source = template.source

    def press(content: PaperContent) -> bytes:
        values, rows = content.context["values"], content.context.get("rows", ())
        return template_pdf(template_html(source, values, rows, title=content.title))

    return press


def own_words(kind: str) -> Words | None:
    """How messages of a kind are worded by the office's template; None where none is in use."""
    template = _in_use(kind)
    return partial(filled_text, template.source) if template else None


def _in_use(kind: str) -> PaperTemplate | None:
    look = looks().get(kind)
    template = active_template(kind) if look else None
    if look is None or template is None or not template.source:
        return None
    todo = _("Take the template “%(name)s” out of use, or upload another one.") % {"name": template.name}
    require_allowed(look, template.source, todo=todo)
    return template
