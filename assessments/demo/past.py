"""The past rounds of the demonstration: typing and marks are written in bulk, by the same rules as the services.

Starting, submitting, receiving and every move go through their services, so states, papers and events are real; one
save after the other would only take minutes and show nothing more of rounds that are long published.
"""

import datetime as dt
from collections.abc import Sequence

from assessments.answer_points import scored
from assessments.demo import proof
from assessments.demo.appraising import marks_of, offices_of
from assessments.demo.filling import STEP, Work, reload, store_file, typed
from assessments.enums import ColumnKind, EvidenceKind, OfficeState
from assessments.models import Answer, AnswerRevision, Column, Evidence, Mark
from assessments.queries import targets_of
from assessments.settling import newest_revision
from assessments.workflow import assessment_move
from common import clock
from common.events import event_log
from units.demo import Cast
from units.queries import face_of

VALUES = (*Answer.VALUE_FIELDS, "version", "updated_at", "updated_by")


def type_answers(work: Work, answers: Sequence[Answer], moment: dt.datetime) -> None:
    """All answers of one session with their words, revisions and proof."""
    targets = targets_of(work.plan.participant)
    revisions, evidence = [], []
    for number, answer in enumerate(answers):
        with clock.frozen(moment + STEP * number):
            for name, value in vars(typed(work, answer)).items():
                setattr(answer, name, value)
            if not answer.not_applicable:
                answer.points = scored(answer.item, answer, targets.get(answer.item_id)).points
                evidence += _evidence(work, answer)
            answer.version += 1
            answer.updated_at, answer.updated_by = clock.now(), work.editor
            revision = AnswerRevision(
                answer=answer, number=1, editor=work.editor, started_at=clock.now(), saved_at=clock.now()
            )
            revision.copy_values(answer)
            revisions.append(revision)
    Answer.objects.bulk_update(answers, VALUES)
    AnswerRevision.objects.bulk_create(revisions)
    Evidence.objects.bulk_create(evidence)


def _evidence(work: Work, answer: Answer) -> list[Evidence]:
    rows = []
    for row in proof.CITED[answer.item.code]:
        common = {"answer": answer, "added_by": work.editor, "added_at": clock.now()}
        if row.paper:
            stored = store_file(work, answer, row)
            rows.append(Evidence(kind=EvidenceKind.FILE, title=stored.name, file=stored, **common))
            continue
        document = work.cite(answer, row)
        document.save()
        rows.append(
            Evidence(
                kind=EvidenceKind.CITATION,
                title=str(document)[:300],
                citation=document,
                page=work.plan.chance.randint(1, 6),
                about_on=document.date,
                **common,
            )
        )
    return rows


def appraise(work: Work, cast: Cast, marked: dt.datetime, finished: dt.datetime) -> None:
    """Every mark, the settled columns, the end of each office and of the appraisal."""
    answers = reload(work).values()
    given = [(answer, mark) for answer in answers for mark in marks_of(work, cast, answer)]
    with clock.frozen(marked):
        assessment_move(assessment=work.assessment, name="begin_appraisal", by=given[0][1].user)
    Mark.objects.bulk_create(
        Mark(
            answer=answer,
            column=ColumnKind.APPRAISAL_1,
            office_id=answer.office_id if mark.slot == 1 else answer.second_office_id or answer.office_id,
            appraiser=mark.user,
            revision=next(row for row in answer.revisions.all() if row.number == newest_revision(answer)),
            applies=mark.points is not None,
            points=mark.points,
            reason=work.plan.reason(answer.item.code, mark.points) if mark.points is not None else "",
            slot=mark.slot,
            made_at=marked + STEP * number,
        )
        for number, (answer, mark) in enumerate(given)
    )
    granted = {code: figures.granted for code, figures in work.plan.items.items()}
    Column.objects.bulk_create(
        Column(
            answer=answer,
            kind=ColumnKind.APPRAISAL_1,
            applies=answer.item.code in granted,
            points=granted.get(answer.item.code),
            settled_at=finished,
        )
        for answer in answers
    )
    with clock.frozen(finished):
        _finish(work, cast)


def _finish(work: Work, cast: Cast) -> None:
    parts = {part.office.code: part for part in work.assessment.office_appraisals.select_related("office")}
    for office in offices_of(work):
        part = parts[office]
        user = cast.appraisers(office)[0]
        part.state, part.finished_at, part.finished_by = OfficeState.FINISHED, clock.now(), user
        part.save()
        event_log(
            actor=user,
            action="assessment.office_finished",
            target=work.assessment,
            data={
                "office": part.office_id,
                "name": face_of(part.office).short_name,
                "unit": work.assessment.subject_name,
            },
        )
    last = cast.appraisers(offices_of(work)[-1])[0]
    assessment_move(assessment=work.assessment, name="end_appraisal", by=last, appraised_at=clock.now())
