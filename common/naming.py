"""Many rows in one sentence: every one by its name, the rest of a long list by its number."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.access import Denied, Refused

SHOWN = 10


def named(names: Sequence[str], separator: str = "; ", shown: int = SHOWN) -> str:
    """The first ten names, and how many more there are."""
    text = separator.join(names[:shown])
    if len(names) <= shown:
        return text
    return _("%(names)s and %(count)s more") % {"names": text, "count": len(names) - shown}


def refused_together(refusals: Sequence[Refused]) -> Refused:
    """Refusals of several rows as one: the code of the first, every reason, each way out once."""
    first = refusals[0]
    if len(refusals) == 1:
        return first
    reasons = named([str(each.verdict.reason) for each in refusals], " ")
    ways = dict.fromkeys(str(each.todo) for each in refusals if each.todo)
    return Refused(Denied(first.verdict.code, reasons, first.verdict.status), first.kept, " ".join(ways))
