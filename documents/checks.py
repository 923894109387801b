"""Check of a deployment (`manage.py check --deploy`): a paper is really made, in the right font."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from documents.rendering import PaperUnavailable, paper_engine


@checks.register(deploy=True)
def papers_can_be_made(**kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Finds what a look at the installed packages cannot: an old Liberation Serif lacks 93 Vietnamese letters."""
    try:
        paper_engine()
    except PaperUnavailable as unavailable:
        return [checks.Error(str(unavailable.reason), id="documents.E001")]
    return []
