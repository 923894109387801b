"""What the matrix asks about holds, dossiers, opinions and public notices; all of it about the school `TRUONG-A`."""

import datetime as dt
from typing import Any

from awards.models import DossierItem, NoticeOpinion, Proposal, PublicNotice
from awards.services.hearings import opinion_ask
from awards.services.holds import HoldInput, hold_record
from common import clock
from tests import factories
from tests.awards import gathered
from tests.awards.laws import load_law
from units.models import Unit

NOBODY = "00000000-0000-4000-8000-000000000000"
MANY = 10**12
# A year without rounds of its own in the matrix.
YEAR = 2036


def build(unit: Unit) -> dict[str, Any]:
    """One dossier in each state, a hold, a request, a notice that runs and one that is over."""
    # The law that the cycles of the matrix go by too: two laws of one day would be mixed up.
    load_law()
    today = clock.today()
    cycle = gathered.cycle(year=YEAR)
    made: dict[str, Any] = {"cycle": cycle, "unit": unit}
    makers = {"full": gathered.filled, "sent": gathered.sent, "accepted": gathered.accepted}
    for number, (state, make) in enumerate(makers.items()):
        subject = gathered.person_subject(unit, f"Người Được Đề Nghị {number}")
        made[state] = make(subject, of=cycle)
        made[f"{state}-item"] = DossierItem.objects.filter(dossier__proposal=made[state]).first()
    values = HoldInput(kind="complaint", document=gathered.paper(date=today), from_on=today)
    other = gathered.unit_subject(factories.make_unit())
    by, file = gathered.secretary(), factories.pdf_file()
    made["hold"] = hold_record(subject=other, values=values, by=by, uploaded=file)
    letter = {"letter": gathered.paper(date=today), "sent_on": today, "uploaded": factories.pdf_file("hoi.pdf", 2)}
    made["opinion"] = opinion_ask(cycle=cycle, asked="Công đoàn ngành", by=by, **letter)
    for name, days in (("running", 0), ("over", 14)):
        first = today - dt.timedelta(days=days)
        notice = PublicNotice.objects.create(
            cycle=cycle, from_on=first, to_on=first + dt.timedelta(days=7), place="Bảng tin"
        )
        made[name] = notice
        made[f"{name}-opinion"] = NoticeOpinion.objects.create(
            notice=notice, sender="Bà B", received_on=today, text="Có ý kiến.", handling="Đã xem xét."
        )
    return made


def _proposal(name: str, **more: Any) -> Any:
    def address(world: Any, missing: bool) -> dict[str, Any]:
        row: Proposal = world.awards[name]
        return {"proposal": NOBODY if missing else row.public_id} | more

    return address


def _item(name: str) -> Any:
    def address(world: Any, missing: bool) -> dict[str, Any]:
        item: DossierItem = world.awards[f"{name}-item"]
        return {"proposal": NOBODY if missing else world.awards[name].public_id, "item": item.pk}

    return address


def _opinion(**more: Any) -> Any:
    def address(world: Any, missing: bool) -> dict[str, Any]:
        number = MANY if missing else world.awards["opinion"].pk
        return {"cycle": world.awards["cycle"].pk, "opinion": number} | more

    return address


def _notice(name: str) -> Any:
    def address(world: Any, missing: bool) -> dict[str, Any]:
        return {"cycle": world.awards["cycle"].pk, "notice": MANY if missing else world.awards[name].pk}

    return address


SPECIAL = {
    "hold": lambda world, missing: {"hold": MANY if missing else world.awards["hold"].pk},
    "hold-file": lambda world, missing: {"hold": MANY if missing else world.awards["hold"].pk, "which": "van-ban"},
    "hold-subject": lambda world, missing: {"kind": "unit", "number": MANY if missing else world.awards["unit"].pk},
    "dossier-full": _proposal("full"),
    "dossier-part": _proposal("full", part="report"),
    "dossier-full-item": _item("full"),
    "dossier-sent": _proposal("sent"),
    "dossier-sent-item": _item("sent"),
    "award-asking": lambda world, missing: {"cycle": MANY if missing else world.awards["cycle"].pk},
    "opinion": _opinion(),
    "opinion-file": _opinion(which="van-ban"),
    "notice-running": _notice("running"),
    "notice-over": _notice("over"),
    "notice-handled": lambda world, missing: (
        _notice("running")(world, missing) | {"opinion": world.awards["running-opinion"].pk}
    ),
    "notice-public": lambda world, missing: {"notice": MANY if missing else world.awards["running"].pk},
}
