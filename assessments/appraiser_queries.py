"""The marks of a round as the comparison of appraisers takes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.enums import ColumnKind
from assessments.leniency import Compared, Given, Overall, compare, overall
from assessments.models import Mark
from assessments.services.results import COUNTING
from campaign.models import Round
from criteria.models import Item
from units.models import User


@dataclass(frozen=True)
class AppraiserPage:
    """One line per appraiser, one per appraiser and item, and whom and what their ids stand for."""

    people: tuple[Overall, ...]
    lines: tuple[Compared, ...]
    names: Mapping[int, User]
    items: Mapping[str, Item]


def appraisers_of(round: Round) -> AppraiserPage:
    """First and second marks of the first appraisal that stand, on sheets whose appraisal is finished.

    The claim is the one of the revision that the appraiser saw. Claims of 0 and not applicable give no ratio.
    """
    marks = (
        Mark.objects.filter(
            answer__assessment__participant__round=round,
            answer__assessment__person__isnull=True,
            answer__assessment__state__in=COUNTING,
            column=ColumnKind.APPRAISAL_1,
            superseded_at__isnull=True,
            slot__in=[1, 2],
            applies=True,
            revision__points__gt=0,
        )
        .select_related("appraiser", "revision", "answer__item__criterion")
        .order_by("answer__item__criterion__area__order", "answer__item__criterion__order", "answer__item__order", "pk")
    )
    rows = list(marks)
    lines = compare(
        Given(row.appraiser_id, row.answer.item.code, row.revision.points, row.points)
        for row in rows
        if row.revision.points is not None and row.points is not None
    )
    return AppraiserPage(
        people=overall(lines),
        lines=lines,
        names={row.appraiser_id: row.appraiser for row in rows},
        items={row.answer.item.code: row.answer.item for row in rows},
    )
