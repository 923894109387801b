"""Words beside a row of a result."""

from collections.abc import Mapping, Set

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.enums import RowStatus
from assessments.models import Answer, RunRow, RunYear
from assessments.point_reasons import mark_lines
from assessments.result_rows import notes_of
from assessments.settling import Figure
from campaign.models import Round
from common.numbers import format_points

register = template.Library()


@register.simple_tag
def result_note(row: RunRow, ties: Mapping[int, str] | None = None) -> str:
    """With whom the rank is shared, why the grade was held down, why there is no rank; "-" when nothing."""
    tie = (ties or {}).get(row.participant_id)
    return "; ".join([*([tie] if tie else []), *notes_of(row)]) or "-"


@register.simple_tag
def year_cell(row: RunRow, round: Round, corrected: Set[int] = frozenset()) -> SafeString:
    """One year of a unit: converted points above, points of the possible ones below; words where nothing counts.

    `corrected`: participants whose published result was corrected.
    """
    year = next((each for each in row.years.all() if each.round_id == round.pk), None)
    if year is None:
        return format_html('<span class="muted">{}</span>', _("no result yet"))
    if year.status == RowStatus.NOT_SUBMITTED:
        return format_html('0,00 <span class="muted small">({})</span>', _("not submitted"))
    if year.status == RowStatus.EXEMPTED:
        return format_html('<span class="muted">{}</span>', _("exempted"))
    if year.status == RowStatus.IMPORTED:
        words = _("imported from paper")
        figures = (format_points(year.result), format_points(year.points), format_points(year.possible), words)
        return format_html('{}<br><span class="muted small">{}/{}<br>{}</span>', *figures)
    if year.result is None:
        return format_html("-")
    if year.points is None:
        return format_html("{}", format_points(year.result))
    is_corrected = year.source is not None and year.source.participant_id in corrected
    return format_html(
        '{}<br><span class="muted small nowrap">{}/{}</span>{}',
        format_points(year.result),
        format_points(year.points),
        format_points(year.possible),
        format_html('<br><span class="muted small">{}</span>', _("adjusted")) if is_corrected else "",
    )


@register.simple_tag
def years_left_out(row: RunRow) -> str:
    """Which years stand in neither the points nor the applicable maximum of a phase, and why; empty when all do."""
    missing = [year for year in row.years.all() if year.status not in (RowStatus.COUNTED, RowStatus.IMPORTED)]
    years = ", ".join(f"{year.round.year} ({_status(year)})" for year in missing)
    return _("without %(years)s") % {"years": years} if years else ""


def _status(year: RunYear) -> str:
    label = str(year.get_status_display())
    return label[:1].lower() + label[1:]


@register.simple_tag
def column_points(answer: Answer, kind: str) -> str:
    """The settled figure of one column, or that the criterion does not apply."""
    figure = next((Figure(row.applies, row.points) for row in answer.columns.all() if row.kind == kind), None)
    if figure is None:
        return "-"
    return format_points(figure.points) if figure.applies else _("not applicable")


@register.simple_tag
def marks_of(answer: Answer) -> list[str]:
    """The marks that stand with their reasons; of two marks also how they became one figure."""
    return mark_lines(answer)
