"""Named reads of the page of one criterion over all units: items and units of the reader's offices, figures."""

from django.db.models import Prefetch, Q, QuerySet

from assessments.desk_queries import all_explanations, desk_sheets_for
from assessments.enums import ExplanationState
from assessments.models import Answer, Mark, OfficeFigure, Return
from campaign.models import Participant, Round
from campaign.queries import participants_of
from criteria.models import Item
from criteria.queries import items_by_unit
from units.enums import Role
from units.queries import Account, standing_of


def own_columns(user: Account, round: Round) -> list[tuple[Item, list[Participant]]]:
    """The items of the round that the reader's offices appraise, each with its units.

    Never the own unit of the reader and never one against a declared conflict.
    """
    if round.collective_set is None:
        return []
    standing = standing_of(user)
    offices, campaign = standing.units_as(Role.APPRAISER), round.phase.campaign
    participants = [row for row in participants_of(round) if row.unit_id not in standing.avoids]
    assigned = items_by_unit(
        criteria_set=round.collective_set,
        kinds={row.unit_id: row.kind_id for row in participants},
        lead_id=campaign.lead_office_id,
        substitute_id=campaign.award_office_id,
    )
    items: dict[int, Item] = {}
    units: dict[int, list[Participant]] = {}
    for participant in participants:
        for row in assigned[participant.unit_id]:
            if offices & {row.owner_id, row.second_owner_id}:
                items[row.item.pk] = row.item
                units.setdefault(row.item.pk, []).append(participant)
    ordered = Item.objects.filter(pk__in=items).select_related("criterion__area").prefetch_related("options")
    return [(item, units[item.pk]) for item in ordered]


def column_answers(user: Account, round: Round, item: Item) -> list[Answer]:
    """The answers of all sent sheets to one item that the reader's offices appraise, loaded as the desk loads them."""
    offices = standing_of(user).units_as(Role.APPRAISER)
    marks = Mark.objects.select_related("appraiser", "revision").order_by("-made_at", "-pk")
    told = all_explanations().exclude(state=ExplanationState.DRAFT)
    rows = (
        Answer.objects.filter(  # type: ignore[no-redef]  # declared in the model, where readers look for them
            Q(office__in=offices) | Q(second_office__in=offices, item__appraisers=2),
            item=item,
            assessment__in=desk_sheets_for(user).filter(participant__round=round).order_by().values("pk"),
        )
        .select_related(
            "item__criterion__area",
            "option",
            "na_reason",
            "office",
            "assessment__participant__unit",
            "assessment__participant__round__phase__campaign",
        )
        .prefetch_related(  # type: ignore[no-redef]  # declared in the model, where readers look for them
            "item__options",
            "revisions",
            "columns",
            "assessment__office_appraisals",
            Prefetch("marks", queryset=marks, to_attr="all_marks"),
            Prefetch("returns", queryset=Return.objects.order_by("asked_at"), to_attr="all_returns"),
            Prefetch("explanations", queryset=told, to_attr="all_explanations"),
        )
    )
    for answer in rows:
        answer.live_marks = [mark for mark in answer.all_marks if mark.superseded_at is None]
    found: list[Answer] = list(rows)
    return found


def figures_of(round: Round, item: Item) -> QuerySet[OfficeFigure]:
    """Every figure ever entered for one item of a round, newest first; those that stand have no end."""
    return (
        OfficeFigure.objects.filter(participant__round=round, item__code=item.code)
        .select_related("participant__unit", "document", "entered_by", "item")
        .order_by("-entered_at", "-pk")
    )


def figure_of(answer: Answer) -> OfficeFigure | None:
    """The figure that stands beside one answer."""
    return (
        OfficeFigure.objects.filter(
            participant_id=answer.assessment.participant_id, item__code=answer.item.code, superseded_at__isnull=True
        )
        .select_related("document", "entered_by")
        .first()
    )
