"""The rounds of the demonstration: opened on their days, with the people of each unit."""

import datetime as dt
import random
from collections.abc import Mapping

from campaign.models import AssignedTarget, Participant, Round
from campaign.services import participant_change, participants_write, round_open
from common.models import CitedDocument
from criteria.models import Item
from units.models import User

# People of a unit: fewest and most, by kind; boarding schools are smaller than the other schools.
PEOPLE: Mapping[str, tuple[int, int]] = {"P": (5, 12), "H": (8, 14), "T": (45, 85), "X": (20, 30)}
BOARDING = (35, 55)
DIFFICULT_PLACES = frozenset({"Đắk Glong", "Tuy Đức"})
# The centre's own target for people trained with companies, by year.
TRAINED = {2023: 60, 2024: 60, 2025: 30}


def round_begin(*, year: int, seed: str, by: User, register_until: dt.date | None = None) -> Round:
    """Opens the round of a year, with a registration until a day, and tells how many people each unit has."""
    planned = Round.objects.get(year=year)
    planned.register_until = register_until
    planned.save(update_fields=["register_until"])
    row = round_open(round=planned, by=by)
    _tell_people(row, seed, by)
    return row


def round_on_paper(*, year: int, seed: str, by: User) -> Round:
    """The round of a year that was never opened, with its units and their people, ready for results on paper."""
    row = Round.objects.get(year=year)
    participants_write(round=row)
    _tell_people(row, seed, by)
    return row


def _tell_people(row: Round, seed: str, by: User) -> None:
    year = row.year
    for participant in row.participants.select_related("unit", "kind", "round"):
        headcount, women = people_of(participant.unit.code, participant.kind.code, seed)
        changed = participant_change(
            participant=participant,
            by=by,
            reason="Theo báo cáo số người làm việc của đơn vị đầu kỳ.",
            headcount=headcount + (year - 2023),
            women=women,
        )
        places = changed.unit.versions.values_list("place", flat=True)
        if DIFFICULT_PLACES.intersection(places):
            changed.is_difficult_area = True
            changed.save(update_fields=["is_difficult_area"])
        if changed.kind.code == "X":
            _give_target(changed, year)


def people_of(unit: str, kind: str, seed: str) -> tuple[int, int]:
    """Headcount and women of a unit, the same every time."""
    chance = random.Random(f"{seed}:{unit}:headcount")  # noqa: S311 - a demonstration that is the same every time
    headcount = chance.randint(*(BOARDING if unit.startswith("PTDTNT") else PEOPLE[kind]))
    return headcount, headcount * chance.randint(45, 80) // 100


def _give_target(participant: Participant, year: int) -> None:
    item = Item.objects.get(code="HT-5", criterion__area__criteria_set=participant.round.collective_set)
    document = CitedDocument.objects.create(
        kind="Quyết định",
        number=f"{212 + year - 2023}/QĐ-SGDĐT",
        date=participant.round.data_from.replace(month=1, day=20),
        issuer="Sở Giáo dục và Đào tạo tỉnh Đắk Nông",
        title=f"giao chỉ tiêu đào tạo, bồi dưỡng phối hợp doanh nghiệp năm {year}",
    )
    AssignedTarget.objects.create(
        participant=participant, item=item, baseline=0, target=TRAINED[year], document=document
    )
