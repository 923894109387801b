"""What a workbook knows of where it came from: unit, round, version of the set, versions of the answers, a seal."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from assessments.models import Answer, Assessment
from assessments.workbook.columns import line_digest, values_of
from common import clock

FORM = "1"
NAMES = ("form", "sheet", "unit", "round", "set", "made_at")


@dataclass(frozen=True)
class StampedAnswer:
    """One answer as it went out: its version, and the digest of its line."""

    code: str
    version: str
    digest: str


@dataclass(frozen=True)
class Stamp:
    """`form` is the layout of the workbook, `sheet` the public id of the self-assessment."""

    form: str
    sheet: str
    unit: str
    round: str
    set: str
    made_at: str
    answers: tuple[StampedAnswer, ...]

    @property
    def seal(self) -> str:
        """Only the portal can make it; a changed line of the hidden page breaks it."""
        content = json.dumps(astuple(self), ensure_ascii=False)
        return salted_hmac("assessments.workbook", content, algorithm="sha256").hexdigest()

    def rows(self) -> list[tuple[str, ...]]:
        """The lines of the hidden page."""
        own = [(name, str(getattr(self, name))) for name in NAMES]
        return [*own, *(("answer", *astuple(row)) for row in self.answers), ("seal", self.seal)]


def stamp_of(assessment: Assessment, answers: Sequence[Answer]) -> Stamp:
    participant = assessment.participant
    return Stamp(
        form=FORM,
        sheet=str(assessment.public_id),
        unit=participant.unit.code,
        round=str(participant.round.year),
        set=str(assessment.criteria_set),
        made_at=clock.now().isoformat(timespec="minutes"),
        answers=tuple(
            StampedAnswer(answer.item.code, str(answer.version), line_digest(values_of(answer))) for answer in answers
        ),
    )


def stamp_read(rows: Sequence[Sequence[str]]) -> Stamp | None:
    """The stamp of a hidden page; None when it is not whole or its seal does not fit."""
    own = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] != "answer"}
    answers = tuple(StampedAnswer(*row[1:4]) for row in rows if len(row) > 3 and row[0] == "answer")
    if any(name not in own for name in (*NAMES, "seal")):
        return None
    stamp = Stamp(**{name: own[name] for name in NAMES}, answers=answers)
    return stamp if constant_time_compare(stamp.seal, own["seal"]) else None
