"""An appraiser agrees with every criterion that nothing stands against, in one act."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.agreeing import open_lines
from assessments.marking import may_mark
from assessments.models import Assessment, Mark
from assessments.services.appraisal import MarkInput, mark_give
from assessments.settling import newest_revision
from common.access import Denied, require
from units.models import User


@transaction.atomic
def marks_agree(*, assessment: Assessment, seen: Mapping[str, int], by: User) -> list[Mark]:
    """Grants the claimed points of the criteria named, all or none; `seen`: item code to the revision on the screen.

    Raises Refused: not allowed, or one of them has meanwhile changed, been scored, or something stands against it.
    """
    sheet = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    require(rules.may_agree(by, sheet))
    agreed = {row.line.item_code: row.line.answer for row in open_lines(by, sheet) if not row.reason}
    if not seen or any(
        code not in agreed or newest_revision(agreed[code]) != revision for code, revision in seen.items()
    ):
        require(
            Denied("stale", _("The list has changed since it was shown.")),
            kept=_("No points have been given."),
            todo=_("Look at the list as it stands now and confirm again."),
        )
    found = []
    for code, revision in seen.items():
        require(may_mark(by, agreed[code]))
        values = MarkInput(revision=revision, standing=0, points=agreed[code].points)
        found.append(mark_give(answer=agreed[code], values=values, by=by))
    return found
