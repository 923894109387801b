"""Writes of a registration: prepared by the unit, confirmed or declined by its head, taken back in the window."""

import base64
import hashlib
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.answer_points import item_rule
from assessments.enums import RegistrationState as State
from assessments.models import RegisteredTarget, Registration
from assessments.registering import (
    may_confirm,
    may_register,
    may_take_back,
    registration_of,
    targetable_items,
)
from campaign.models import Participant
from common import clock
from common.access import Denied, require
from common.events import event_log
from common.versions import Stale, save_version
from criteria.scoring import RuleError, for_unit
from documents.papers import Press, paper_pdf, render
from documents.services import document_issue
from units.models import User

PAPER = "assessments.registration"


@transaction.atomic
def registration_save(
    *, participant: Participant, expected_version: int, words: str, targets: Mapping[str, Decimal], by: User
) -> Registration:
    """Keeps what the unit registers: words, and targets by the code of the item. Version 0 is a first save.

    Raises Refused (not allowed, a target that the item cannot have) and Stale when somebody saved first.
    """
    row = _locked(participant)
    require(may_register(by, participant, row))
    items = {item.code: item for item in targetable_items(participant.round, [participant])[participant.unit_id]}
    for code, target in targets.items():
        if code not in items:
            require(Denied("bad_input", _("Criterion %(code)s takes no target of this unit.") % {"code": code}, 400))
        try:
            for_unit(item_rule(items[code]), target=target)
        except RuleError:
            text = _("%(code)s: the target has to lie beyond the baseline.") % {"code": code}
            require(Denied("bad_input", text, 400))
    moment = clock.now()
    if row is None and expected_version == 0:
        row = Registration.objects.create(participant=participant, words=words, written_by=by, written_at=moment)
    elif row is None or row.version != expected_version:
        raise Stale(row, {"words": words})
    else:
        row.words, row.written_by, row.written_at = words, by, moment
        save_version(row, expected_version, ["words", "written_by", "written_at"])
    row.targets.all().delete()
    RegisteredTarget.objects.bulk_create(
        RegisteredTarget(registration=row, item=items[code], target=target) for code, target in targets.items()
    )
    event_log(
        actor=by,
        action="registration.saved",
        target=row,
        data={"words": words, "targets": {code: str(target) for code, target in targets.items()}},
    )
    return row


@transaction.atomic
def registration_confirm(
    *, participant: Participant, expected_version: int, by: User, press: Press = paper_pdf
) -> Registration:
    """The head registers the unit: the sheet is rendered by the press, frozen and gets its code.

    Raises Refused, or PaperUnavailable when the machine cannot make papers; nothing is changed then.
    """
    row = _answered(participant, expected_version, by, State.REGISTERED)
    row.receipt_code = _code(row)
    row.save(update_fields=["state", "confirmed_by", "confirmed_at", "receipt_code", "reason", "version"])
    paper = render(PAPER, registration_of(participant), press=press)
    unit, year = participant.unit, participant.round.year
    name = f"dang-ky-thi-dua-{unit.code}-{year}.pdf"
    document_issue(target=row, paper=paper, code=row.receipt_code, audience=unit, by=by, file_name=name)
    event_log(actor=by, action="registration.confirmed", target=row, after=row.state, data={"code": row.receipt_code})
    return row


@transaction.atomic
def registration_decline(*, participant: Participant, expected_version: int, reason: str, by: User) -> Registration:
    """The head declines with a reason; the sheet of the round itself stays open to the unit."""
    if not reason.strip():
        require(Denied("reason_needed", _("A reason is needed."), 400))
    row = _answered(participant, expected_version, by, State.DECLINED)
    row.reason = reason
    row.save(update_fields=["state", "confirmed_by", "confirmed_at", "reason", "version"])
    event_log(actor=by, action="registration.declined", target=row, after=row.state, reason=reason)
    return row


@transaction.atomic
def registration_take_back(*, participant: Participant, by: User) -> Registration:
    """Opens the registration again in the window; the frozen sheet stays until the next one replaces it."""
    row = _locked(participant)
    require(may_take_back(by, participant, row))
    if row is None:  # may_take_back has refused it
        raise Stale(None, {})
    before, row.state, row.reason = row.state, State.DRAFT, ""
    row.confirmed_by = row.confirmed_at = None
    row.version += 1
    row.save(update_fields=["state", "confirmed_by", "confirmed_at", "reason", "version"])
    event_log(actor=by, action="registration.taken_back", target=row, before=before, after=row.state)
    return row


def _answered(participant: Participant, expected_version: int, by: User, state: str) -> Registration:
    """The registration with the head's answer, not stored yet; a unit that wrote nothing gets an empty one."""
    row = _locked(participant)
    require(may_confirm(by, participant, row))
    if (row.version if row else 0) != expected_version:
        require(
            Denied("stale", _("Somebody has changed the registration; look at it once more."), 409),
            kept=_("What has been filled in is kept."),
        )
    row = row or Registration.objects.create(participant=participant, written_by=by, written_at=clock.now())
    row.state, row.confirmed_by, row.confirmed_at = state, by, clock.now()
    row.reason = ""
    row.version += 1
    return row


def _locked(participant: Participant) -> Registration | None:
    # Two first saves wait for each other at the participant.
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    return Registration.objects.select_for_update(of=("self",)).filter(participant=participant).first()


def _code(row: Registration) -> str:
    """A code easily read aloud: DK25-ABCD-EFGH, another one after each confirmation."""
    letters = base64.b32encode(hashlib.sha256(f"registration:{row.pk}:{row.version}".encode()).digest()).decode()[:8]
    return f"DK{row.participant.round.year % 100:02d}-{letters[:4]}-{letters[4:]}"
