"""Figures of Decree 30/2020/NĐ-CP, annex I, on every kind of paper: millimetres and points of the finished pages."""

import re

import pytest

from awards.papers.certificates import DESIGN
from documents.papers import kinds
from tests.awards.papers.conftest import file_of, pages_of
from tests.documents.reading import Page, fonts_of

LEFT, RIGHT, TOP, BOTTOM = 30, 20, 20, 20
# A certificate is no paper by the decree: its own check stands at the end.
CERTIFICATES = {"awards.certificate"}
CODES = sorted(set(kinds()) - CERTIFICATES)
HEADED = [code for code in CODES if "annex" not in code and code not in {"assessments.sheet", "assessments.appraisal"}]
HEADED = [code for code in HEADED if code != "awards.list"]
ANNEXED = (
    "awards.unit_proposal",
    "awards.council_proposal",
    "awards.province_proposal",
    "awards.decision",
    "awards.guidance",
    "awards.provisional_notice",
    "awards.result_notice",
    "awards.opinion_letter",
    "awards.public_notice",
)
TITLED = [
    code
    for code in HEADED
    if code not in {"awards.dossier_return", "awards.opinion_letter", "awards.correction_letter"}
]
UNDATED = {"awards.minutes", "awards.counting", "awards.handover_record", "awards.ballot"}
RECEIVED = [
    code
    for code in HEADED
    if code.startswith("awards.") and code not in {"awards.ballot", "awards.opinion_sheet", "awards.payment_list"}
]

KIND_WORDS = (
    "TỜ TRÌNH",
    "BIÊN BẢN",
    "PHIẾU BẦU",
    "PHIẾU LẤY Ý KIẾN",
    "QUYẾT ĐỊNH",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "DANH SÁCH CHI THƯỞNG",
    "BÁO CÁO",
    "BẢN ĐĂNG KÝ THI ĐUA",
    "GIẤY TIẾP NHẬN",
)


def test_every_kind_has_an_example_to_be_measured():
    assert [code for code, kind in kinds().items() if kind.demo is None] == []
    assert set(kinds()) >= CERTIFICATES


def page_with(code: str, words: str) -> Page:
    return next(page for page in pages_of(code) if words in page.text)


def number_on(page: Page) -> str:
    return "".join(letter.text for letter in page.letters if letter.top < TOP - 1)


@pytest.mark.parametrize("code", CODES)
def test_margins(code):
    for page in pages_of(code):
        body = [letter for letter in page.letters if letter.top > TOP - 1 and letter.text.strip()]
        assert min(letter.left for letter in body) >= LEFT - 0.3
        # The last letter of a justified line may stand half a millimetre off.
        assert max(letter.right for letter in body) <= page.width - RIGHT + 0.6
        assert max(letter.bottom for letter in body) <= page.height - BOTTOM + 0.3
        assert sorted((round(page.width), round(page.height))) == [210, 297]


@pytest.mark.parametrize("code", CODES)
def test_one_family_in_the_sizes_of_the_decree(code):
    assert {name.partition("-Serif")[0] for name in fonts_of(file_of(code))} == {"Liberation"}
    sizes = {letter.size for page in pages_of(code) for letter in page.letters if letter.text.strip()}
    # Notes inside the cells of the phase's table are smaller, the code of a receipt and figures of charts differ.
    if not code.startswith(("reports.", "assessments.")):
        assert sizes <= {11, 12, 13, 14}


@pytest.mark.parametrize("code", CODES)
def test_pages_count_from_1_and_annexes_again(code):
    expected = 0
    for page in pages_of(code):
        shown = number_on(page)
        expected = expected + 1 if shown else 1
        assert shown in ("", str(expected))
        for letter in (letter for letter in page.letters if letter.top < TOP - 1):
            assert (letter.size, letter.font) == (13, "Regular")
    assert number_on(pages_of(code)[0]) == ""


@pytest.mark.parametrize("code", ANNEXED)
def test_an_annex_lies_across_and_begins_without_a_number(code):
    annex = next(page for page in pages_of(code) if page.width > page.height)
    assert number_on(annex) == ""
    title = annex.find(re.search(r"DANH SÁCH|BẢNG TIÊU CHÍ|KẾT QUẢ CỦA CÁC ĐƠN VỊ", annex.text)[0])
    assert title.face == (14, "Bold")
    assert title.middle == pytest.approx((LEFT + 297 - RIGHT) / 2, abs=0.6)
    assert annex.find("(Kèm theo ").face == (14, "Italic")


@pytest.mark.parametrize("code", HEADED)
def test_head(code):
    page = pages_of(code)[0]
    nation, motto = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.find("Độc lập - Tự do - Hạnh phúc")
    assert (nation.face, motto.face) == ((12, "Bold"), (13, "Bold"))
    assert motto.top > nation.top
    assert motto.middle == pytest.approx(nation.middle, abs=0.3)
    rule = page.rule_below(motto)
    assert (rule.left, rule.right) == pytest.approx((motto.left, motto.right), abs=0.3)


def issuer_lines(page: Page) -> dict[float, list]:
    """Bold letters of 12 points in the left column, by line."""
    lines: dict[float, list] = {}
    for letter in page.letters:
        if letter.right < page.width * 0.47 and letter.top < 55 and (letter.size, letter.font) == (12, "Bold"):
            lines.setdefault(round(letter.top, 1), []).append(letter)
    return lines


@pytest.mark.parametrize("code", HEADED)
def test_the_rule_below_the_issuer_is_a_third_to_a_half_of_its_longest_line(code):
    page = pages_of(code)[0]
    lines = [sorted(line, key=lambda letter: letter.left) for line in issuer_lines(page).values()]
    widest = max(line[-1].right - line[0].left for line in lines)
    bottom = max(letter.bottom for line in lines for letter in line)
    below = [rule for rule in page.rules if bottom - 2 < rule.top < bottom + 3 and rule.right < page.width / 2]
    assert len(below) == 1
    assert 1 / 3 <= below[0].width / widest <= 1 / 2


@pytest.mark.parametrize("code", HEADED)
def test_number_and_day(code):
    page = pages_of(code)[0]
    number = page.find("Số: ") if "Số: " in page.text[:200] else None
    head = "" if code in UNDATED else page.text[:260]
    dated = re.search(r"[\w ]+, ngày ?(\d{2})? ?tháng ?(\d{1,2})? ?năm", head)
    if number:
        assert number.face == (13, "Regular")
        shown = re.search(r"Số: (\d*)/", page.text)[1]
        assert shown == "" or len(shown) >= 2
    if dated:
        place = page.find(", ngày")
        assert place.face == (13, "Italic")
        assert dated[2] is None or (len(dated[2]) == 2) == (int(dated[2]) < 3 or int(dated[2]) > 9)
        assert not number or number.top == pytest.approx(place.top, abs=0.1)


@pytest.mark.parametrize("code", TITLED)
def test_kind_and_subject_are_bold_and_centred_with_a_short_rule(code):
    page = pages_of(code)[0]
    kind = page.find(re.search("|".join(KIND_WORDS), page.text)[0])
    assert kind.face[1] == "Bold"
    assert kind.face[0] == 14
    subject = {}
    for letter in page.letters:
        if kind.bottom - 1 < letter.top < kind.bottom + 30 and (letter.size, letter.font) == (14, "Bold"):
            subject.setdefault(round(letter.top, 1), []).append(letter)
    rules = [rule for rule in page.rules if kind.bottom < rule.top < kind.bottom + 35 and rule.width < 100]
    assert rules
    above = [line for top, line in subject.items() if top < rules[0].top]
    widest = max(max(one.right for one in line) - min(one.left for one in line) for line in above)
    assert 1 / 3 - 0.01 <= rules[0].width / widest <= 1 / 2
    assert rules[0].middle == pytest.approx((LEFT + page.width - RIGHT) / 2, abs=0.5)


@pytest.mark.parametrize("code", RECEIVED)
def test_receivers_are_12_bold_italic_and_their_list_11(code):
    page = page_with(code, "Nơi nhận:")
    heading = page.find("Nơi nhận:")
    assert heading.face == (12, "Bold-Italic")
    assert heading.left == pytest.approx(LEFT, abs=0.2)
    assert page.find("- Lưu: VT").face == (11, "Regular")
    assert re.search(r"- Lưu: VT[^;]*\.", page.text)


@pytest.mark.parametrize("code", ["awards.minutes", "awards.counting", "awards.handover_record"])
def test_receivers_of_minutes_stand_below_both_signers(code):
    page = page_with(code, "Nơi nhận:")
    left, right = {
        "awards.minutes": ("THƯ KÝ", "CHỦ TỌA"),
        "awards.counting": ("THÀNH VIÊN BAN KIỂM PHIẾU", "TRƯỞNG BAN"),
        "awards.handover_record": ("ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"),
    }[code]
    secretary, chair, receivers = page.find(left), page.find(right), page.find("Nơi nhận:")
    assert secretary.face == chair.face == (14, "Bold")
    assert secretary.top == pytest.approx(chair.top, abs=0.1)
    assert secretary.right < chair.left
    assert receivers.top > chair.bottom + 20


def test_a_letter_has_its_matter_below_the_number():
    page = pages_of("awards.dossier_return")[0]
    number, about = page.find("Số: 1204/SGDĐT-VP"), page.find("V/v trả hồ sơ")
    assert about.face == (12, "Regular")
    assert about.top > number.bottom
    assert about.right < 105


def test_several_receivers_stand_in_line_below_the_colon():
    page = pages_of("awards.opinion_letter")[0]
    head = page.find("Kính gửi:")
    dashes = [page.find(words) for words in ("- Công an tỉnh", "- UBND huyện", "- Thanh tra Sở")]
    assert {round(dash.left, 1) for dash in dashes} == {round(dashes[0].left, 1)}
    assert dashes[0].left == pytest.approx(head.right, abs=2.5)
    assert dashes[0].top > head.top


@pytest.mark.parametrize("code", ["awards.decision", "awards.revocation"])
def test_articles_and_bases_of_a_decision(code):
    page = pages_of(code)[0]
    assert page.find("GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO").face == (14, "Bold")
    assert page.find("QUYẾT ĐỊNH:").face == (14, "Bold")
    assert page.find("Căn cứ ").face == (14, "Italic")
    assert page.find("Theo đề nghị của ").face == (14, "Italic")
    article = page.find("Điều 1.")
    assert article.face == (14, "Bold")
    assert article.left == pytest.approx(LEFT + 12.7, abs=0.3)
    after = [letter for letter in page.letters if letter.top == article.top and letter.left > article.right + 1]
    assert {letter.font for letter in after if letter.text.strip()} == {"Regular"}


def test_a_signer_for_the_council_shows_the_office_in_the_agency_above_the_name():
    page = page_with("awards.council_proposal", "TM. HỘI ĐỒNG")
    council, office, name = page.find("TM. HỘI ĐỒNG"), page.find("CHÁNH VĂN PHÒNG SỞ"), page.find("Lê Văn Đạt")
    assert council.face == office.face == name.face == (14, "Bold")
    assert council.bottom + 20 < office.top < name.top


def test_the_ballot_leaves_room_for_the_seal_at_the_top_left():
    page = pages_of("awards.ballot")[0]
    title = page.find("PHIẾU BẦU")
    lines = [
        letter for letter in page.letters if letter.left < 100 and letter.bottom < title.top and letter.text.strip()
    ]
    assert title.top - max(letter.bottom for letter in lines) > 15


@pytest.mark.parametrize("code", sorted(CERTIFICATES))
def test_a_certificate_is_one_sheet_across_with_all_letters_inside_their_boxes(code):
    (page,) = pages_of(code)
    assert (round(page.width), round(page.height)) == (DESIGN.width, DESIGN.height) == (297, 210)
    assert {name.partition("-Serif")[0] for name in fonts_of(file_of(code))} == {"Liberation"}
    letters = [letter for letter in page.letters if letter.text.strip()]
    assert min(letter.left for letter in letters) >= min(box.x for box in DESIGN.boxes) - 0.3
    assert max(letter.right for letter in letters) <= max(box.x + box.width for box in DESIGN.boxes) + 0.3
    assert min(letter.top for letter in letters) >= min(box.y for box in DESIGN.boxes) - 1
    form = page.find("GIẤY KHEN")
    assert form.middle == pytest.approx(DESIGN.width / 2, abs=0.3)
    assert form.face == (max(letter.size for letter in letters), "Bold")
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quyết định số: 05/QĐ-SGDĐT", "Vào sổ số: 27", "KT. GIÁM ĐỐC"):
        assert page.find(words).letters


@pytest.mark.parametrize("code", sorted(kinds()))
def test_a_span_of_years_stands_on_one_line(code):
    for page in pages_of(code):
        for years in re.findall(r"\d{4} - \d{4}", page.text):
            assert len({round(letter.top, 1) for letter in page.find(years).letters}) == 1
