"""What the forms of holds, dossiers, opinions and public notices send in the matrix."""

from typing import Any

from awards.models import Dossier
from tests import factories
from tests.access.world import World

PAPER = {"kind": "Công văn", "number": "99/CV", "date": "2/6/2025", "issuer": "Thanh tra tỉnh"}
OPINION = {"sender": "Ông A", "received_on": "4/6/2025", "text": "Đề nghị xem lại."}


def _version(world: World, thing: str) -> dict[str, Any]:
    return {"version": Dossier.objects.get(proposal=world.awards["sent"]).version}


def _return(world: World, thing: str) -> dict[str, Any]:
    return _version(world, thing) | {"ground": "Điều 42", "reason": "Thiếu xác nhận.", "send_again_by": "12/6/2025"}


DOSSIERS = {
    "hold_new": lambda world, thing: PAPER | {"reason": "discipline", "from_on": "4/6/2025"},
    "hold_lift": lambda world, thing: PAPER | {"until_on": "4/6/2025"},
    "dossier_add": lambda world, thing: {"add": "file", "file": factories.pdf_file("bao-cao.pdf", 12)},
    "dossier_accept": _version,
    "dossier_return": _return,
    "opinions": lambda world, thing: PAPER | {"asked": "Công đoàn ngành", "sent_on": "4/6/2025"},
    "opinion_letter": lambda world, thing: {"asked": "Công an tỉnh\nThanh tra Sở"},
    "opinion_answer": lambda world, thing: {"answered_on": "4/6/2025", "answer": "Nhất trí."},
    "notices": lambda world, thing: {"from_on": "20/6/2025", "place": "Bảng tin"},
    "notice_opinion": lambda world, thing: OPINION,
    "notice_handle": lambda world, thing: {"text": "Đã xem xét."},
    "notice_conclude": lambda world, thing: {"text": "Giữ nguyên danh sách."},
}
