"""What the demonstration holds in its stages draft and submitted; made once, for the journey through its pages."""

import datetime as dt
import io
from collections import Counter

from allauth.account.models import EmailAddress
from django.core.files import File
from django.core.management import call_command
from django.db.models import Count, Q

from assessments.enums import AssessmentState as State
from assessments.models import AdjustmentEntry, Assessment, Evidence, OfficeAppraisal, Return, SignedCopy
from campaign.models import Participant, Round
from common import clock
from common.files import check_upload
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
    assert states(2023) == {State.PUBLISHED: 43}
    assert states(2024) == {State.PUBLISHED: 42, State.DRAFT: 1}


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
