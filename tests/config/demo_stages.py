"""What the demonstration holds in its stages draft and submitted; made once, for the journey through its pages."""

import datetime as dt
import io
from collections import Counter
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.core.files import File
from django.core.management import call_command
from django.db.models import Count, Q

from assessments.enums import AssessmentState as State
from assessments.models import (
    AdjustmentEntry,
    Assessment,
    Evidence,
    Mark,
    OfficeAppraisal,
    OfficeFigure,
    PaperResult,
    Registration,
    Return,
    SignedCopy,
)
from assessments.office_figures import figure_view
from campaign.models import AssignedTarget, Participant, Round
from common import clock
from common.events import verify_chain
from common.files import check_upload
from common.models import Event
from criteria.models import CriteriaSet
from documents.models import IssuedDocument
from units.enums import Role
from units.models import User


def states(year: int) -> Counter:
    return Counter(Assessment.objects.filter(participant__round__year=year).values_list("state", flat=True))


def accounts() -> list[str]:
    out = io.StringIO()
    call_command("demo", accounts=True, stdout=out)
    return out.getvalue().splitlines()


def persons() -> dict[str, str]:
    """Unit to the state of the person it nominates."""
    return dict(Assessment.individuals.values_list("participant__unit__code", "state"))


def check_draft():
    assert clock.assumed_day() == dt.date(2025, 6, 4)
    assert Round.objects.get(year=2025).state == "open"
    found = states(2025)
    assert found[State.DRAFT] >= 25
    assert found[State.SUBMITTED] == 4
    assert found.total() < Participant.objects.filter(round__year=2025).count() == 43
    assert states(2023) == {}
    assert PaperResult.objects.filter(participant__round__year=2023, superseded_at=None).count() == 43
    assert list(Round.objects.filter(on_paper=True).values_list("year", flat=True)) == [2023]
    assert states(2024) == {State.PUBLISHED: 42, State.DRAFT: 1}


def check_nothing_is_later_than_its_round():
    """The plan was loaded today; its sets were published before the first round all the same."""
    first = Round.objects.earliest("opens_on")
    for row in CriteriaSet.objects.all():
        assert row.published_at.date() < first.opens_on
    assert Event.objects.latest("at").at <= clock.now()
    assert verify_chain().ok


def check_registrations():
    """Forty units with targets and their papers, one declines, one has a draft, one lets the days go by."""
    rows = Registration.objects.select_related("participant__unit").prefetch_related("targets")
    assert Counter(row.state for row in rows) == {"registered": 40, "declined": 1, "draft": 1}
    by_unit = {row.participant.unit.code: row for row in rows}
    assert (by_unit["THPT-DAK-MIL"].state, by_unit["PTDTNT-TUY-DUC"].state) == ("draft", "declined")
    assert by_unit["PTDTNT-TUY-DUC"].reason
    assert "THPT-HUNG-VUONG" not in by_unit
    assert {row.participant.round.year for row in rows} == {2025}
    assert {target.item.code for target in by_unit["THPT-TRAN-PHU"].targets.all()} == {"HT-6", "TK-4", "TK-7"}
    papers = IssuedDocument.objects.filter(kind="assessments.registration")
    assert papers.count() == 40
    assert Round.objects.get(year=2025).register_until == dt.date(2025, 6, 4)
    assert set(AssignedTarget.objects.values_list("participant__round__year", flat=True)) == {2023, 2024, 2025}


def check_figures():
    """Two criteria with their documents; where a claim was lowered, the figure gives the granted points."""
    rows = OfficeFigure.objects.filter(participant__round__year=2025).select_related("document", "item", "participant")
    assert Counter(row.item.code for row in rows) == {"HT-6": 39, "TK-4": 40}
    assert {str(row.document) for row in rows if row.item.code == "HT-6"} == {
        "Bảng đối chiếu số 117/KBNN ngày 03/6/2025 của Kho bạc Nhà nước tỉnh Đắk Nông"
    }
    assert not rows.filter(participant__unit__code="TCCB-TC").exists()
    lowered = 0
    for row in rows.filter(item__code="TK-4"):
        view = figure_view(row.item, row, None)
        mark = Mark.objects.filter(
            answer__assessment__participant=row.participant, answer__item=row.item, superseded_at=None
        ).first()
        if mark and mark.points != mark.answer.points:
            assert abs(view.points - mark.points) <= Decimal("0.01")
            lowered += 1
    assert lowered > 0


def check_accounts():
    lines = accounts()
    assert len(lines) == len(Role)
    assert lines[1].split()[:2] == ["truong.thpt-dak-mil", "demo-2025"]
    for line in lines:
        username, password = line.split()[:2]
        assert User.objects.get(username=username).check_password(password)
    assert not User.objects.filter(is_staff=True).exists()
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == User.objects.count()
    assert not User.objects.exclude(email__endswith=".example.invalid").exists()


def check_submitted():
    """Every office has work, one sheet is returned, a visitor's own is nearly complete."""
    assert clock.assumed_day() == dt.date(2025, 6, 6)
    assert states(2025) == {
        State.DRAFT: 10,
        State.SUBMITTED: 8,
        State.RECEIVED: 8,
        State.APPRAISING: 10,
        State.APPRAISED: 4,
    }
    waiting = OfficeAppraisal.objects.filter(state="pending").values_list("office__code", flat=True)
    assert set(waiting) == {"TCCB-TC", "GDTrH-QLCL", "GDTH-GDMN", "VP"}

    returned = Return.objects.filter(answered_at__isnull=True)
    assert set(returned.values_list("answer__assessment__participant__unit__code", "answer__item__code")) == {
        ("THPT-QUANG-TRUNG", "HT-4"),
        ("THPT-QUANG-TRUNG", "TK-7"),
    }
    own = Assessment.objects.get(participant__round__year=2025, participant__unit__code="THPT-DAK-MIL")
    typed = own.answers.aggregate(typed=Count("pk", filter=Q(points__isnull=False)), all=Count("pk"))
    assert (own.state, typed) == (State.DRAFT, {"typed": 9, "all": 10})

    assert persons() == {
        "PGD-DAK-MIL": State.APPRAISED,
        "THPT-CHUYEN-NGUYEN-CHI-THANH": State.APPRAISED,
        "THPT-DAK-MIL": State.DRAFT,
        "THPT-TRAN-PHU": State.APPRAISING,
        "TTGDTX-TINH": State.RECEIVED,
    }

    entry = AdjustmentEntry.objects.get(assessment__participant__round__year=2025)
    assert (entry.rule.code, entry.points, entry.assessment.participant.unit.code) == ("TR-2", -1, "PGD-KRONG-NO")

    sent = Assessment.objects.filter(participant__round__year=2025).exclude(state=State.DRAFT)
    papers = IssuedDocument.objects.filter(target_id__in=[str(row.pk) for row in sent])
    assert papers.count() == 2 * sent.count() == 60
    assert SignedCopy.objects.filter(assessment__in=sent).exists()


def check_evidence():
    """Four kinds of files with the bytes they claim; papers of a unit are its own."""
    files = Evidence.objects.filter(file__isnull=False, answer__assessment__participant__round__year=2025)
    kinds = Counter(files.values_list("file__content_type", flat=True))
    assert len(kinds) == 4
    for content_type in kinds:
        stored = files.filter(file__content_type=content_type).first().file
        checked = check_upload(File(stored.file, name=stored.name))
        assert (checked.sha256, checked.size) == (stored.sha256, stored.size)
