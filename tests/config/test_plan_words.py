"""The plan files say what the plan says, word for word."""

import pytest

from config.plan_files import load_plan_files
from config.plan_schema import Plan
from tests.config.plan_source import MENDED, SOURCE, below, mended, paragraphs


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan_files()


def sentences(plan: Plan, area: str) -> list[str]:
    return [c.sentence for one in plan.criteria_sets for c in one.criteria if c.place.area == area]


def texts(rows) -> list[str]:
    return [text for row in rows for text in row.paragraphs]


def test_criteria_are_the_plans_sentences(plan):
    infrastructure = below("- Về phát triển kết cấu hạ tầng:")
    thrift = below("- Về thực hành tiết kiệm, chống lãng phí:")
    assert (len(infrastructure), len(thrift)) == (6, 8)
    assert sentences(plan, "HT") == infrastructure
    assert sentences(plan, "TK") == thrift
    assert sentences(plan, "CN") == below("d) Đối với cá nhân")[:1]


def test_source_still_has_the_slips_and_the_files_have_none(plan):
    raw = SOURCE.read_text(encoding="utf-8")
    for slip in MENDED:
        assert slip in raw or any(slip in paragraph for paragraph in paragraphs()), slip
    kept = [*sentences(plan, "HT"), *sentences(plan, "TK"), *sentences(plan, "CN")]
    campaign = plan.campaign
    kept += texts([*campaign.purposes, *campaign.requirements, *campaign.solutions, *campaign.tasks])
    kept += [line.text for line in campaign.contents] + [campaign.document.closing]
    assert not [text for text in kept if any(slip in text for slip in MENDED)]


def test_purpose_requirements_and_content_lines(plan):
    assert texts(plan.campaign.purposes) == below("1. Mục đích")
    assert texts(plan.campaign.requirements) == below("2. Yêu cầu")
    for area, heading in (
        ("HT", "1. Thi đua đẩy mạnh phát triển kết cấu hạ tầng"),
        ("TK", "2. Thi đua thực hành tiết kiệm, chống lãng phí"),
    ):
        lines = [line for line in plan.campaign.contents if line.area == area]
        assert [line.text for line in lines] == below(heading)
        assert {line.heading for line in lines} == {heading[3:]}


def test_award_clauses(plan):
    clauses = plan.campaign.award_clauses
    forms = [text.rstrip(";.") for text in below("- Hình thức khen thưởng:")]
    assert [clause.text for clause in clauses if clause.kind == "form"] == forms
    standards = [*below("a) Khen thưởng hàng năm"), *below("- Tiêu chuẩn khen thưởng:")]
    assert [clause.text for clause in clauses if clause.kind == "standard"] == standards


def test_solutions_schedule_and_tasks(plan):
    campaign = plan.campaign
    solutions = below("IV. GIẢI PHÁP THỰC HIỆN")[:1]
    solutions += below_all("2. Ngành Giáo dục sẽ rà soát", "V. TIẾN ĐỘ THỰC HIỆN")
    assert texts(campaign.solutions) == solutions
    assert [len(solution.paragraphs) for solution in campaign.solutions] == [1, 2, 1]
    assert texts(campaign.schedule) == [
        *below("V. TIẾN ĐỘ THỰC HIỆN"),
        *below("1. Giai đoạn 1 (từ năm 2023 - 2025)"),
        *below("2. Giai đoạn 2 (từ năm 2026 - 2030)"),
    ]
    assert texts(campaign.tasks) == below_all("1. Phòng TCCB-TC chủ trì", "Trên đây là Kế hoạch")
    assert [task.units for task in campaign.tasks] == [
        ("TCCB-TC",),
        ("GDTrH-QLCL", "GDTH-GDMN"),
        ("CDVP", "DTN"),
        ("VP",),
    ]


def below_all(first: str, stop: str) -> list[str]:
    """Paragraphs from one that begins with `first` to before one that begins with `stop`."""
    lines = paragraphs()
    start = next(i for i, line in enumerate(lines) if line.startswith(first))
    end = next(i for i, line in enumerate(lines) if line.startswith(stop))
    return [mended(line[3:] if line[1:3] == ". " else line) for line in lines[start:end]]


def test_document_and_name(plan):
    campaign, document = plan.campaign, plan.campaign.document
    lines = [mended(line) for line in paragraphs()]
    assert lines[0] == f"Số: {document.number}{document.symbol}"
    assert lines[1] == f"{document.place}, ngày tháng {document.month:02d} năm {document.year}"
    assert document.title in lines
    assert f"“{campaign.campaign.name}”" in document.title
    assert document.opening in lines
    assert document.closing in lines
    assert campaign.legal_bases[0].text in document.opening
    recipients = lines[lines.index("Nơi nhận:") + 1].split("\n")
    assert [f"- {name}" for name in campaign.recipients] == [line.rstrip(";.") for line in recipients]
    assert lines[-1] == f"{document.signer_capacity}\n{document.signer_title}"
