"""What each POST of the matrix sends: always something that succeeds for who may, so that refusals mean the right."""

from collections.abc import Callable
from typing import Any

from assessments.office_figures import figure_headings
from assessments.services.figures import figures_preview
from assessments.services.paper_results import POINTS, POSSIBLE, paper_preview
from assessments.services.targets import BASE, ITEM, TARGET, targets_preview
from common.kept import content_keep
from criteria.models import Item
from tests import factories
from tests.access.world import World
from tests.assessments import imports

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


PAYLOADS: dict[str, Payload] = {
    "answer": _answer,
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
    "column_mark": _mark,
    "figures": _figures,
    "paper": _paper,
    "targets": _targets,
    "registration": lambda world, thing: _version(world, thing) | {"words": "Lắp đèn LED."},
    "registration_confirm": _version,
    "registration_decline": lambda world, thing: {
        "decline-version": world.registrations[thing].version,
        "decline-reason": "Đang sáp nhập.",
    },
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
