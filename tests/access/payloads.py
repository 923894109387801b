"""What each POST of the matrix sends: always something that succeeds for who may, so that refusals mean the right."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.assigning import assignment_workbook, parts_of_office
from tests import factories
from tests.access.world import World

Payload = Callable[[World, str], dict[str, Any]]


def payload(world: World, name: str, thing: str) -> dict[str, Any]:
    """The fields of a valid form for a URL name; most buttons send nothing."""
    make = PAYLOADS.get(name.rpartition(":")[2])
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


PAYLOADS: dict[str, Payload] = {
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
    "evidence_add": lambda world, thing: {"files": factories.pdf_file(), "about_on": "2025-03-01"},
    "explanation": _explanation,
    "explanation_evidence": lambda world, thing: {"files": factories.pdf_file(), "about_on": "2024-03-01"},
    "rule": lambda world, thing: {"rule-outcome": "keep", "rule-reason": "Không có tình tiết mới."},
    "review": lambda world, thing: {"decision": "refuse", "reason": "Không có tình tiết mới."},
    "correction": lambda world, thing: {
        "points": "2",
        "reason": "Theo kết luận thanh tra.",
        "kind": "Kết luận",
        "number": "9/KL-TTr",
        "date": "06/6/2025",
        "issuer": "Thanh tra Sở",
    },
    "correction_withdraw": lambda world, thing: {"reason": "Ghi nhầm."},
    "round_reconsider": lambda world, thing: {"reason": "Có đề nghị xem xét lại."},
    "submit": lambda world, thing: {"pledged": "on"},
    "signed_copy": lambda world, thing: {"copy": factories.pdf_file("ban-ky.pdf")},
    "mark": _mark,
    "return": lambda world, thing: {"ask-reason": "Đề nghị bổ sung quyết định."},
    "finish": lambda world, thing: {"office": factories.LEAD},
    "reopen": lambda world, thing: {"reopen-reason": "Tính sai."},
    "adjust": lambda world, thing: {"plus-rule": "DT-1", "plus-size": "1", "plus-reason": "Có văn bản khen."},
    "adjust_remove": lambda world, thing: {"reason": "Nhập nhầm."},
    "round_reopen": lambda world, thing: {"reason": "Mưa lũ."},
    "round_set": lambda world, thing: {"version": "2", "reason": "Theo công văn mới."},
    "round_approve": lambda world, thing: {"note": "Đồng ý."},
    "participant": lambda world, thing: {"form": "people", "headcount": "40", "women": "20", "reason": "Đếm lại."},
    "set_language": lambda world, thing: {"language": "en", "next": "/"},
}
