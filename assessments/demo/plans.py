"""The plan of one demonstration sheet: its figures, amounts and words, from the story and chance."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.answer_points import item_rule
from assessments.demo import reasons, story, words
from assessments.demo.figures import ItemFigures, Wish, changes_for, goal_points, sheet_figures
from assessments.queries import targets_of
from campaign.models import Participant, Round
from campaign.queries import participants_of
from common.numbers import format_decimal, format_money
from criteria.models import Item
from criteria.queries import items_by_unit
from units.letterheads import HeadFacts, head_facts
from units.queries import face_of

MILLION = Decimal(1_000_000)
OFFICES = frozenset({"P", "H"})
# Numbers that several words and papers of one sheet share: files handled, things owned, levels of digital change.
DRAWN: Mapping[str, tuple[int, int]] = {
    "t": (140, 620),
    "assets": (180, 900),
    "g3": (77, 92),
    "h3": (76, 90),
    "g2": (54, 74),
    "h2": (52, 73),
    "h1": (38, 49),
}
# Fewest and most of what is typed second, by item and kind of unit, in a whole year.
SCALES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "HT-6": {"T": (400, 4_500), "X": (300, 1_500), "H": (6_000, 28_000), "P": (60_000, 110_000)},
    "TK-4": {"T": (900, 2_600), "X": (600, 1_200), "H": (900, 2_000), "P": (1_500, 2_800)},
    "TK-7": {"T": (240, 900), "X": (150, 360), "H": (2_500, 7_500), "P": (120, 400)},
    "TK-8": {"H": (1_200, 2_600), "P": (1_200, 2_600)},
}


@dataclass(frozen=True)
class SheetPlan:
    """Everything that will be typed, proved and granted for one unit in one round."""

    participant: Participant
    code: str
    name: str
    short_name: str
    head: HeadFacts
    year: int
    items: Mapping[str, ItemFigures]
    left_out: frozenset[str]
    chance: random.Random
    drawn: Mapping[str, int]
    papers: Mapping[str, tuple[int, dt.date]]

    @property
    def kind(self) -> str:
        return str(self.participant.kind.code)

    @property
    def period(self) -> str:
        return "5 tháng đầu năm 2025" if self.year == 2025 else f"năm {self.year}"

    def narrative(self, code: str) -> str:
        """What the unit writes about an answer; its numbers are those that are typed."""
        if code in self.left_out:
            return words.NO_CAPITAL
        figures = self.items[code]
        values = self._numbers(code, figures)
        if code in words.FIGURES:
            return self._sentence(code, figures).format(**values)
        fact = self._fact(code, figures).format(**values)
        text = self.chance.choice(words.OPENINGS[code]).format(fact=fact, **values)
        return text[:1].upper() + text[1:]

    def reason(self, code: str, points: Decimal) -> str:
        """What the appraiser writes where the points differ from the claim."""
        figures = self.items[code]
        if points == figures.claim.points:
            return ""
        if figures.marks:
            return self.chance.choice(reasons.EXPERT_REASONS)
        if code in reasons.OPTION_REASONS:
            return self.chance.choice(reasons.OPTION_REASONS[code])
        text = self.chance.choice(reasons.FIGURE_REASONS[code])
        places = 0 if code == "HT-5" else 2
        return text.format(
            found=format_decimal(round(figures.found or Decimal(0), places), places),
            claimed=format_decimal(round(figures.claim.figure or Decimal(0), places), places),
        )

    def _sentence(self, code: str, figures: ItemFigures) -> str:
        texts = words.FIGURES[code]
        if figures.claim.amount_a == figures.claim.amount_b:
            texts = tuple(text for text in texts if not any(rest in text for rest in words.OF_A_REST))
        return self.chance.choice(texts)

    def _fact(self, code: str, figures: ItemFigures) -> str:
        if code == "TK-5":
            level = 0 if figures.claim.points >= 5 else 1 if figures.claim.points >= 3 else 2
            return words.FACTS[code][level]
        name = f"{code}/office" if code == "HT-2" and self.kind in OFFICES else code
        return words.FACTS[name][figures.claim.option or 0]

    def _numbers(self, code: str, figures: ItemFigures) -> dict[str, Any]:
        claim, chance = figures.claim, self.chance
        number, day = self.papers[code]
        return {
            "unit": self.short_name,
            "period": self.period,
            "symbol": self.head.symbol,
            "day": printed_day(day),
            "early": printed_day(dt.date(self.year, 1, chance.randint(12, 28))),
            "a": _amount(claim.amount_a),
            "b": _amount(claim.amount_b),
            "x": format_decimal(round(claim.figure, 2), 2) if claim.figure is not None else "",
            "n": chance.randint(3, 9),
            "m": chance.randint(12, 38),
            "p": max(5, (self.participant.headcount or 40) - chance.randint(0, 4)),
            "k": chance.randint(1, 8),
            "q": number,
            **self.drawn,
        }


def plan_sheet(participant: Participant, scored: Sequence[Item]) -> SheetPlan:
    """Draws the sheet of a unit so that the settled points make the result the story wishes.

    Where a ruling raises points, the first appraisal stays below the wish by as much.
    """
    year, code = participant.round.year, participant.unit.code
    chance = random.Random(f"{story.SEED}:{year}:{code}:sheet")  # noqa: S311 - the same every time
    left_out = frozenset({"HT-6"}) if code in story.NO_CAPITAL.get(year, ()) else frozenset()
    targets = targets_of(participant)
    rules = {item.code: item_rule(item, targets.get(item.pk)) for item in scored if item.code not in left_out}
    possible = sum((rule.max_points for rule in rules.values()), Decimal(0))
    base = story.base_result(year, code) if code not in story.MISSING.get(year, "") else Decimal(75)
    wish = Wish(
        goal=goal_points(base, list(rules.values())) - story.raised(year, code),
        least_surplus=possible / 100,
        most_surplus=possible * 4 / 100,
        changes=changes_for(len(rules), chance=chance),
    )
    items = sheet_figures(rules, wish, amounts=_amounts(participant, chance), chance=chance)
    face = face_of(participant.unit, participant.round.data_to)
    return SheetPlan(
        participant=participant,
        code=code,
        name=face.name,
        short_name=face.short_name,
        head=head_facts(participant.unit, participant.round.data_to),
        year=year,
        items=items,
        left_out=left_out,
        chance=chance,
        drawn={name: chance.randint(*ends) for name, ends in DRAWN.items()},
        papers={item.code: _paper(participant, chance) for item in scored},
    )


def plans_of(round: Round) -> dict[str, SheetPlan]:
    """Unit code to its plan, for every participant of a round with a criteria set."""
    participants = list(participants_of(round))
    assigned = items_by_unit(
        criteria_set=round.collective_set,
        kinds={row.unit_id: row.kind_id for row in participants},
        lead_id=round.phase.campaign.lead_office_id,
        substitute_id=round.phase.campaign.award_office_id,
    )
    for row in participants:
        row.round = round
    return {row.unit.code: plan_sheet(row, [each.item for each in assigned[row.unit_id]]) for row in participants}


def _paper(participant: Participant, chance: random.Random) -> tuple[int, dt.date]:
    """Number and day of the unit's own paper that proves an answer, inside the data of the round."""
    first, last = participant.round.data_from, participant.round.data_to
    return chance.randint(9, 148), first + dt.timedelta(days=chance.randint(20, (last - first).days - 3))


def printed_day(day: dt.date) -> str:
    """`06/6/2025`: a leading 0 for days below 10 and months 1, 2."""
    return f"{day:%d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day:%d}/{day.month}/{day.year}"


def _amounts(participant: Participant, chance: random.Random) -> dict[str, Decimal]:
    kind = participant.kind.code
    part = Decimal("0.45") if participant.round.year == 2025 else Decimal(1)
    found = {}
    for code, scale in SCALES.items():
        if kind not in scale:
            continue
        value = Decimal(chance.randint(*scale[kind]))
        if code in {"HT-6", "TK-4"}:
            value = Decimal(int(value * part / 10) * 10) * MILLION
        elif code == "TK-7":
            value = Decimal(int(value * part))
        else:
            value = value / 10
        found[code] = value
    return found


def _amount(value: Decimal | None) -> str:
    if value is None:
        return ""
    return format_money(int(value)) if value == int(value) else format_decimal(value)
