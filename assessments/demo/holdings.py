"""What the offices hold themselves in the demonstration: the round on paper, figures beside the claims."""

import datetime as dt
from collections.abc import Mapping, Sequence

from assessments.column_queries import own_columns
from assessments.demo import proof, story
from assessments.demo.figures import ItemFigures
from assessments.demo.plans import SheetPlan, plans_of
from assessments.demo.times import IMPORTED
from assessments.office_figures import figure_headings
from assessments.services.figures import figures_import, figures_preview
from assessments.services.paper_results import paper_preview, paper_results_import
from assessments.unit_sheet import unit_workbook
from campaign.demo import round_on_paper
from campaign.models import Round
from common import clock
from common.models import CitedDocument
from common.numbers import format_decimal, half_up
from criteria.queries import items_of_set
from units.demo import Cast

# Items whose figures an office brings along: of the Treasury, and of the settled accounts.
FIGURES: Mapping[str, tuple[str, str, str]] = {
    "HT-6": ("Bảng đối chiếu", "KBNN", "Kho bạc Nhà nước tỉnh Đắk Nông"),
    "TK-4": ("Thông báo", "STC", proof.FINANCE),
}


def import_paper_round(cast: Cast) -> None:
    """The results of the round before the portal, criterion by criterion, out of the workbook of the office."""
    manager = cast["quanly.tccb-tc"]
    with clock.frozen(IMPORTED):
        round = round_on_paper(year=story.ON_PAPER, seed=story.SEED, by=manager)
        codes = [item.code for item in items_of_set(round.collective_set)]
        plans = plans_of(round)
        rows = [(plan.participant, [_points(plan.items.get(code)) for code in codes]) for plan in plans.values()]
        content = unit_workbook("Kết quả", codes, rows)
        preview = paper_preview(round=round, content=content)
        document = CitedDocument(
            kind="Báo cáo", number="41/BC-SGDĐT", date=clock.today() - dt.timedelta(days=7), issuer=proof.DEPARTMENT
        )
        paper_results_import(round=round, content=content, document=document, by=manager, digest=preview.digest)


def bring_figures(round: Round, plans: Mapping[str, SheetPlan], cast: Cast, moment: dt.datetime) -> None:
    """The figures of the lead office for two criteria; where it lowered a claim, its figure is the lower one."""
    by = cast.appraisers("TCCB-TC")[0]
    columns = {item.code: (item, units) for item, units in own_columns(by, round)}
    for number, (code, (kind, symbol, issuer)) in enumerate(FIGURES.items(), 1):
        item, units = columns[code]
        rows = [(unit, _amounts(plans[unit.unit.code].items.get(code))) for unit in units]
        content = unit_workbook(code, figure_headings(item), rows)
        document = CitedDocument(
            kind=kind,
            number=f"{number * 117}/{symbol}",
            date=moment.date() - dt.timedelta(days=2),
            issuer=issuer,
        )
        with clock.frozen(moment + dt.timedelta(minutes=20 * number)):
            preview = figures_preview(round=round, item=item, content=content, by=by)
            figures_import(round=round, item=item, content=content, document=document, by=by, digest=preview.digest)


def _points(figures: ItemFigures | None) -> str:
    return format_decimal(figures.granted) if figures else ""


def _amounts(figures: ItemFigures | None) -> Sequence[str]:
    """Both amounts as the office knows them; the first follows from the figure it found."""
    if figures is None or figures.claim.amount_a is None or figures.claim.amount_b is None:
        return ("", "")
    first, second = figures.claim.amount_a, figures.claim.amount_b
    if figures.is_changed and figures.found is not None:
        first = half_up(figures.found * second / 100, 0)
    return (format_decimal(first), format_decimal(second))
