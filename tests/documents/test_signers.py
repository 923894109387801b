"""Who signs a paper on behalf of another: asked at the approval, printed, kept."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.access import Refused
from documents.enums import DocumentState
from documents.services.issuing import document_approve, paper_render, require_as_approved, signer_choose
from documents.signers import Signer, capacity_words, is_on_behalf, lines_read, may_sign_as, signers_known
from tests import factories
from tests.awards import gathered
from tests.awards.test_opinion_letters import draft
from units.enums import Role
from units.models import Person, SigningCapacity

LINES = ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")


@pytest.mark.parametrize(
    ("authority", "words", "behalf"),
    [
        ("GIÁM ĐỐC", "Giám đốc", False),
        ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC", "Phó Giám đốc ký thay Giám đốc", True),
        ("TL. GIÁM ĐỐC/CHÁNH VĂN PHÒNG", "Chánh Văn phòng ký thừa lệnh Giám đốc", True),
        ("TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG", "Trưởng phòng ký thừa ủy quyền Giám đốc", True),
        ("TM. HỘI ĐỒNG / CHỦ TỊCH", "Chủ tịch thay mặt Hội đồng", True),
        (
            "TM. HỘI ĐỒNG / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
            "Phó Chủ tịch ký thay Chủ tịch, thay mặt Hội đồng",
            True,
        ),
        ("HIỆU TRƯỞNG", "Hiệu trưởng", False),
        ("", "", False),
    ],
)
def test_the_capacity_in_a_sentence(authority, words, behalf):
    lines = lines_read(authority)
    assert capacity_words(lines) == words
    assert is_on_behalf(lines) is behalf


@pytest.mark.django_db
def test_capacities_are_those_of_the_day_and_given_to_persons():
    unit, day = factories.make_unit(), dt.date(2025, 6, 30)
    deputy = Person.objects.create(full_name="Trần Văn Phó", unit=unit)
    SigningCapacity.objects.create(unit=unit, authority_lines="KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC", person=deputy, valid_to=day)
    known = signers_known(unit, day, LINES)
    assert known == [Signer(LINES, ""), Signer(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Văn Phó")]
    assert signers_known(unit, day + dt.timedelta(days=1), LINES) == [Signer(LINES, "")]
    assert may_sign_as(Signer(LINES, "Ai"), known)
    assert may_sign_as(known[1], known)
    assert may_sign_as(Signer(known[1].lines, "Ai"), known).code == "not_signer"
    assert may_sign_as(Signer(("GIÁM ĐỐC",), "Ai"), known).code == "no_capacity"


@pytest.fixture
def letter(db):
    with clock.frozen(gathered.NOW):
        yield draft(gathered.accepted())


def test_nobody_is_named_nobody_approves(letter):
    leader = factories.make_user(Role.LEADER)
    with pytest.raises(Refused, match=r"^signer_needed$"):
        document_approve(document=letter, paper=paper_render(letter), by=leader)
    for signer, code in ((Signer(LINES, " "), "signer_needed"), (Signer(("GIÁM ĐỐC",), "Ai"), "no_capacity")):
        with pytest.raises(Refused, match=rf"^{code}$"):
            signer_choose(document=letter, signer=signer, by=leader)
    with pytest.raises(Refused, match=r"^not_leader$"):
        signer_choose(document=letter, signer=Signer(LINES, "Ai"), by=gathered.secretary())
    letter.refresh_from_db()
    assert (letter.state, letter.signer["name"]) == (DocumentState.DRAFT, "")


def test_the_page_asks_prints_and_keeps_who_signs(letter):
    leader = factories.make_user(Role.LEADER)
    client = Client()
    client.force_login(leader)
    page, approve = (reverse(f"documents:{name}", args=[letter.public_id]) for name in ("paper", "approve"))
    assert 'name="capacity"' in client.get(page).content.decode()
    answer = client.post(approve, {"capacity": "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG", "name": ""})
    assert answer.status_code == 422
    assert client.post(approve, {"capacity": "GIÁM ĐỐC", "name": "Ai"}).status_code == 422
    given = {"capacity": "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG", "name": "Phạm Thị Ánh"}
    assert client.post(approve, given).status_code == 303
    letter.refresh_from_db()
    assert (letter.state, letter.approved_by) == (DocumentState.APPROVED, leader)
    assert {name: letter.signer[name] for name in ("authority", "name", "title")} == {
        "authority": "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG",
        "name": "Phạm Thị Ánh",
        "title": "Chánh Văn phòng ký thừa lệnh Giám đốc",
    }
    assert paper_render(letter).content.context["paper"].signature.right.name == "Phạm Thị Ánh"
    require_as_approved(document=letter)
    assert "Phạm Thị Ánh, Chánh Văn phòng ký thừa lệnh Giám đốc" in client.get(page).content.decode()
