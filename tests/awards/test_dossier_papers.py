"""The letter of return and the public notice as papers: drafted, read by the unit once issued."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from awards.models import PublicNotice
from awards.services.dossier_papers import notice_paper_draft
from awards.services.hearings import notice_start
from common import clock
from common.access import Refused
from documents.enums import DocumentState
from documents.models import IssuedDocument
from documents.papers import PaperContent, paper_pdf
from documents.services.issuing import paper_render
from tests.awards import gathered
from tests.awards.gathered import TODAY
from units.models import User

pytestmark = pytest.mark.django_db
BEFORE = TODAY - dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def now():
    with clock.frozen(gathered.NOW):
        yield


def text_of(content: PaperContent) -> str:
    pages = PdfReader(BytesIO(paper_pdf(content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page(user: User, url: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(url).content.decode()


def test_a_return_drafts_its_letter_for_the_unit():
    row = gathered.sent()
    made = gathered.give_back(row)
    document = made.document
    assert (document.kind, document.state) == ("awards.dossier_return", DocumentState.DRAFT)
    assert document.audience == gathered.home_of(row)
    text = text_of(paper_render(document).content)
    assert f"nhận được hồ sơ đề nghị tặng {row.form.name} cho {row.printed_name}" in text
    assert "báo cáo chưa có xác nhận" in text
    assert "Điểm b khoản 1 Điều 42" in text
    dossier, paper = (
        reverse("awards:dossier", args=[row.public_id]),
        reverse("documents:paper", args=[document.public_id]),
    )
    assert paper in page(gathered.secretary(), dossier)
    assert paper not in page(gathered.head(row), dossier)
    IssuedDocument.objects.filter(pk=document.pk).update(state=DocumentState.ISSUED, issued_on=TODAY)
    assert paper in page(gathered.head(row), dossier)


def test_a_public_notice_is_drafted_with_its_list():
    row = gathered.accepted()
    notice = notice_start(cycle=row.cycle, from_on=TODAY, to_on=None, place="Bảng tin", by=gathered.secretary())
    with pytest.raises(Refused, match=r"^not_secretary$"):
        notice_paper_draft(notice=notice, by=gathered.head(row))
    document = notice_paper_draft(notice=notice, by=gathered.secretary())
    assert notice_paper_draft(notice=notice, by=gathered.secretary()) == document
    text = text_of(paper_render(document).content)
    assert row.printed_name in text
    assert "Hình thức công khai: Bảng tin" in text
    IssuedDocument.objects.filter(pk=document.pk).update(state=DocumentState.APPROVED)
    with pytest.raises(Refused, match=r"^duplicate$"):
        notice_paper_draft(notice=notice, by=gathered.secretary())


def test_the_secretary_begins_the_notice_from_its_page():
    row = gathered.accepted()
    notice = notice_start(cycle=row.cycle, from_on=TODAY, to_on=None, place="Bảng tin", by=gathered.secretary())
    address = reverse("awards:notice_paper", args=[row.cycle_id, notice.pk])
    assert address in page(gathered.secretary(), reverse("awards:notices", args=[row.cycle_id]))
    client = Client()
    client.force_login(gathered.secretary())
    response = client.post(address)
    assert response["Location"] == reverse("documents:paper", args=[IssuedDocument.objects.get().public_id])
    assert PublicNotice.objects.count() == 1


def test_a_notice_that_is_on_its_way_is_shown_and_not_offered_again():
    row = gathered.accepted()
    here = reverse("awards:notices", args=[row.cycle_id])
    begin = 'id="new"'
    assert begin in page(gathered.secretary(), here)
    notice = notice_start(cycle=row.cycle, from_on=TODAY, to_on=None, place="Bảng tin", by=gathered.secretary())
    document = notice_paper_draft(notice=notice, by=gathered.secretary())
    draft, paper = (
        reverse("awards:notice_paper", args=[row.cycle_id, notice.pk]),
        reverse("documents:paper", args=[document.public_id]),
    )
    text = page(gathered.secretary(), here)
    assert (begin in text, draft in text, paper in text) == (False, True, True)
    for state in (DocumentState.APPROVED, DocumentState.ISSUED):
        IssuedDocument.objects.filter(pk=document.pk).update(state=state, issued_on=TODAY)
        text = page(gathered.secretary(), here)
        assert (begin in text, draft in text, paper in text) == (False, False, True)
    PublicNotice.objects.filter(pk=notice.pk).update(from_on=BEFORE, to_on=BEFORE)
    assert begin in page(gathered.secretary(), here)
