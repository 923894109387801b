"""What each POST of the matrix sends: always something that succeeds for who may, so that refusals mean the right."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.assigning import assignment_workbook, parts_of_office
from assessments.office_figures import figure_headings
from assessments.queries import answers_of
from assessments.services.figures import figures_preview
from assessments.services.paper_results import POINTS, POSSIBLE, paper_preview
from assessments.services.targets import BASE, ITEM, TARGET, targets_preview
from assessments.workbook.preview import workbook_preview
from common.kept import content_keep
from criteria.models import Item
from tests import factories
from tests.access import bulk, councils, cycles
from tests.access.dossier_payloads import DOSSIERS
from tests.access.world import World
from tests.assessments import imports
from tests.assessments.filled import fill, opened, saved
from tests.awards import decided_world

Payload = Callable[[World, str], dict[str, Any]]


def payload(world: World, name: str, thing: str) -> dict[str, Any]:
    """The fields of a valid form for a URL name; most buttons send nothing. Papers have names that others have too."""
    make = PAYLOADS.get(name if name.startswith("documents:") else name.rpartition(":")[2])
    return make(world, thing) if make else {}


def _answer(world: World, thing: str) -> dict[str, Any]:
    state, _, code = thing.partition("/")
    return {"version": world.answer(state, code).version, "yes_no": "yes", "narrative": "Đã ban hành."}


def _difficulties(world: World, thing: str) -> dict[str, Any]:
    return {"version": world.sheets[thing].version, "text": "Đường xa."}


def _mark(world: World, thing: str) -> dict[str, Any]:
    state, _, code = thing.partition("/")
    answer = world.answer(state, code)
    newest = answer.revisions.order_by("-number").first()
    return {"revision": newest.number, "points": "3", "reason": "Văn bản nêu mức khác.", "decision": "save"}


def _explanation(world: World, thing: str) -> dict[str, Any]:
    state, _, code = thing.partition("/")
    return {"version": world.answer(state, code).explanations.get().version, "text": "Đã ban hành đúng hạn."}


def _filled(world: World, thing: str) -> bytes:
    return saved(fill(opened(world.sheets[thing]), {("TK-2", "narrative"): "Bản trong tệp."}))


def _workbook_take(world: World, thing: str) -> dict[str, Any]:
    """A workbook that was uploaded and looked at."""
    sheet, content = world.sheets[thing], _filled(world, thing)
    seen = workbook_preview(
        user=world.users["edit"],
        assessment=sheet,
        answers=answers_of(sheet),
        reasons=list(sheet.criteria_set.na_reasons.all()),
        content=content,
    )
    return {"kept": content_keep(content), "digest": seen.digest}


def _figures(world: World, thing: str) -> dict[str, Any]:
    """The confirmation of a preview that the appraiser has seen."""
    round = world.rounds["open"]
    item = Item.objects.get(criterion__area__criteria_set=round.collective_set_id, code=thing.partition("/")[2])
    content = imports.workbook(("Mã đơn vị", *figure_headings(item)), (world.unit.code, 941, 1000))
    preview = figures_preview(round=round, item=item, content=content, by=world.users["appr"])
    return imports.PAPER | {"confirm": "1", "kept": content_keep(content), "digest": preview.digest}


def _paper(world: World, thing: str) -> dict[str, Any]:
    """The confirmation of a preview of results on paper."""
    content = imports.workbook(("Mã đơn vị", POINTS, POSSIBLE), (world.unit.code, 80, 100))
    preview = paper_preview(round=world.rounds[thing], content=content)
    return imports.PAPER | {"confirm": "1", "kept": content_keep(content), "digest": preview.digest}


def _targets(world: World, thing: str) -> dict[str, Any]:
    """The confirmation of a preview of targets."""
    content = imports.workbook(("Mã đơn vị", ITEM, BASE, TARGET), (world.waiting.unit.code, "HT-5", 0, 70))
    preview = targets_preview(round=world.rounds[thing], content=content)
    return imports.PAPER | {"confirm": "1", "kept": content_keep(content), "digest": preview.digest}


def _version(world: World, thing: str) -> dict[str, Any]:
    return {"version": world.registrations[thing].version}


def _agree(world: World, thing: str) -> dict[str, Any]:
    newest = world.answer(thing, "HT-6").revisions.order_by("-number").first()
    return {"seen": [f"HT-6:{newest.number}"]}


def _assign(world: World, thing: str) -> dict[str, Any]:
    part = world.sheets["received"].office_appraisals.get(office__code=factories.LEAD)
    return {f"was-{part.pk}": "", f"part-{part.pk}": world.users["appr"].pk}


def _assign_file(world: World, thing: str) -> dict[str, Any]:
    round, office = world.rounds["open"], factories.office(factories.LEAD)
    content = assignment_workbook(parts_of_office(round, office))
    return {"workbook": SimpleUploadedFile("phan-cong.xlsx", content)}


def _void(world: World) -> dict[str, Any]:
    series = world.papers["issued"].series_id
    return {f"{series}-number": "77", f"{series}-reason": "Bỏ trên giấy."}


def _outside(world: World) -> dict[str, Any]:
    prefix = f"outside-{world.papers['issued'].series_id}"
    return {f"{prefix}-number": "78", f"{prefix}-day": "02/6/2025", f"{prefix}-summary": "Công văn soạn ngoài."}


PAYLOADS: dict[str, Payload] = {
    "documents:number": lambda world, thing: {"number": "9", "day": "04/6/2025"},
    "documents:send_back": lambda world, thing: {"send_back-reason": "Sai tên đơn vị."},
    "documents:take_number_back": lambda world, thing: {"take_number_back-reason": "Gõ nhầm số."},
    "documents:take_signature_back": lambda world, thing: {"take_signature_back-reason": "Ký nhầm bản."},
    "documents:series_void": lambda world, thing: _void(world),
    "documents:series_outside": lambda world, thing: _outside(world),
    "documents:verify_compare": lambda world, thing: {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")},
    "agree": _agree,
    "answer": _answer,
    "assign": _assign,
    "assign_file": _assign_file,
    "assign_limits": lambda world, thing: {f"limit-{world.users['appr'].pk}": "5"},
    "conflicts": lambda world, thing: {
        "person": world.users["mngr"].username,
        "unit": "TRUONG-A",
        "kind": "family",
        "note": "Vợ chồng.",
    },
    "conflict_withdraw": lambda world, thing: {"reason": "Đã nghỉ hưu."},
    "difficulties": _difficulties,
    "last_year": lambda world, thing: {"part": "proof"},
    "workbook": lambda world, thing: {"workbook": SimpleUploadedFile("phieu.xlsx", _filled(world, thing))},
    "workbook_take": _workbook_take,
    "evidence_add": lambda world, thing: {"files": factories.pdf_file(), "about_on": "2025-03-01"},
    "evidence_pick": lambda world, thing: {"take": [str(world.evidence["published"].public_id)]},
    "evidence_replace": lambda world, thing: {"files": factories.pdf_file(pages=3), "about_on": "2025-03-01"},
    "evidence_describe": lambda world, thing: {"title": "Quy chế", "about_on": "2025-03-01"},
    "upload_begin": lambda world, thing: {"place": "/phieu/", "name": "BC 37.pdf", "size": "5"},
    "upload": lambda world, thing: {"offset": "0", "part": factories.pdf_file()},
    "explanation": _explanation,
    "explanation_pick": lambda world, thing: {"take": [str(world.evidence["provisional"].public_id)]},
    "explanation_evidence": lambda world, thing: {"files": factories.pdf_file(), "about_on": "2024-03-01"},
    "rule": lambda world, thing: {"rule-outcome": "keep", "rule-reason": "Không có tình tiết mới."},
    "review": lambda world, thing: {"decision": "refuse", "reason": "Không có tình tiết mới."},
    "correction": lambda world, thing: {
        "points": "2",
        "reason": "Theo kết luận thanh tra.",
        "kind": "Kết luận",
        "number": "9/KL-TTr",
        "date": "02/6/2025",
        "issuer": "Thanh tra Sở",
    },
    "correction_withdraw": lambda world, thing: {"reason": "Ghi nhầm."},
    "nominate": lambda world, thing: {
        "full_name": "Phạm Văn Long",
        "job_title": "Giáo viên",
        "workplace": "Tổ Toán",
        "category": "direct",
    },
    "position": lambda world, thing: {"job_title": "Tổ trưởng", "workplace": "", "category": "manager"},
    "initiative": lambda world, thing: {
        "name": "Dùng chung phòng học",
        "item": "CN-1.2",
        "level": "grassroots",
        "kind": "Quyết định",
        "number": "45/QĐ-SGDĐT",
        "date": "02/4/2025",
        "issuer": "Sở Giáo dục và Đào tạo",
        "file": factories.pdf_file("qd-45.pdf"),
    },
    "evidence_initiative": lambda world, thing: {
        "name": "Dùng chung phòng học bộ môn",
        "level": "unit",
        "kind": "Quyết định",
        "number": "46/QĐ-SGDĐT",
        "date": "03/4/2025",
        "issuer": "Sở Giáo dục và Đào tạo",
    },
    "report_part": lambda world, thing: {"version": "1", "text": "Còn đơn vị nộp chậm."},
    "report_take": lambda world, thing: {"version": "1"},
    "retract": lambda world, thing: {"reason": "Đã chuyển công tác."},
    "round_reconsider": lambda world, thing: {"reason": "Có đề nghị xem xét lại."},
    "share": lambda world, thing: {"person-TK-2": world.users["edit"].pk, "due-TK-2": "2025-06-05"},
    "submit": lambda world, thing: {"pledged": "on"},
    "signed_copy": lambda world, thing: {
        "copy": factories.pdf_file("ban-ky.pdf"),
        "code": world.sheets[thing].receipt_code,
    },
    "mark": _mark,
    "column_mark": _mark,
    "figures": _figures,
    "paper": _paper,
    "paper_withdraw": lambda _world, _thing: {"unit": "", "reason": "Nhập nhầm năm."},
    "targets": _targets,
    "registration": lambda world, thing: _version(world, thing) | {"words": "Lắp đèn LED."},
    "registration_confirm": _version,
    "registration_decline": lambda world, thing: {
        "decline-version": world.registrations[thing].version,
        "decline-reason": "Đang sáp nhập.",
    },
    "return": lambda world, thing: {"ask-reason": "Đề nghị bổ sung quyết định."},
    "finish": lambda world, thing: {"office": factories.LEAD},
    "open_marks": lambda world, thing: {"open-reason": "Nhập nhầm điểm."},
    "reopen": lambda world, thing: {"reopen-reason": "Tính sai."},
    "adjust": lambda world, thing: {"plus-rule": "DT-1", "plus-size": "1", "plus-reason": "Có văn bản khen."},
    "adjust_remove": lambda world, thing: {"reason": "Nhập nhầm."},
    "round_reopen": lambda world, thing: {"reason": "Mưa lũ."},
    "round_set": lambda world, thing: {"version": "2", "reason": "Theo công văn mới."},
    "round_approve": lambda world, thing: {"note": "Đồng ý."},
    "participant": lambda world, thing: {"form": "people", "headcount": "40", "women": "20", "reason": "Đếm lại."},
    "set_language": lambda world, thing: {"language": "en", "next": "/"},
    **DOSSIERS,
    **bulk.PAYLOADS,
    **councils.PAYLOADS,
    **cycles.PAYLOADS,
    **decided_world.PAYLOADS,
}
