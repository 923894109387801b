"""Sheets are assigned to appraisers: by hand or from a file as given, or shared out evenly."""

from collections.abc import Iterable
from typing import NoReturn

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.assigning import Choice, appraisers_of, loads_of, parts_of_office, parts_waiting, takers_of
from assessments.enums import OfficeState
from assessments.loads import shared_out
from assessments.models import AppraiserLimit, OfficeAppraisal
from campaign.models import Round
from common.access import Denied, Refused, require
from common.events import event_log
from units.models import Unit, User
from units.services import message_send


@transaction.atomic
def parts_assign(*, choices: Iterable[Choice], by: User) -> int:
    """Makes every choice or none; returns how many sheets changed hands, and tells those who got some.

    Raises Refused: no right for the office, the part finished or changed meanwhile, no appraiser of it, a conflict.
    """
    wanted = {choice.part.pk: choice for choice in choices}
    rows = OfficeAppraisal.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    got: dict[int, list[OfficeAppraisal]] = {}
    changed = 0
    for part in rows.select_related("assessment__participant__round__phase__campaign", "assessment__participant__unit"):
        choice = wanted[part.pk]
        require(rules.may_assign(by, part.office_id))
        new = choice.appraiser.pk if choice.appraiser else None
        if new == part.appraiser_id:
            continue
        if part.appraiser_id != choice.before:
            _refuse_stale(part)
        _require_fit(part, choice.appraiser)
        _hand_over(part, choice.appraiser, by)
        changed += 1
        if choice.appraiser:
            got.setdefault(choice.appraiser.pk, []).append(part)
    people = {choice.appraiser.pk: choice.appraiser for choice in wanted.values() if choice.appraiser}
    for key, parts in got.items():
        if key != by.pk:
            text = gettext("Sheets assigned to appraise: %(count)s.") % {"count": len(parts)}
            message_send(to=[people[key]], text=text, link=reverse("assessments:queue"))
    return changed


@transaction.atomic
def parts_share_out(*, round: Round, office: Unit, by: User) -> tuple[int, int]:
    """Shares out what nobody has, evenly, within the limits, never against a conflict.

    What is held by somebody who no longer appraises for the office, or must keep away, is shared out too. The reports
    of a unit's persons go to who has the unit's own sheet, as long as the limit allows: both rest on the same
    evidence, and one reader sees what they say differently. Returns how many sheets were assigned and how many are
    left without anybody. Raises Refused.
    """
    require(rules.may_assign(by, office.pk))
    parts = parts_of_office(round, office)
    people = appraisers_of(office)
    by_key = {user.pk: user for user in people}
    waiting = {part.pk: part for part in parts_waiting(parts, people)}
    held = [part for part in parts if part.pk not in waiting]
    units = {part.pk: part.assessment.participant.unit_id for part in waiting.values()}
    found = shared_out(units, takers_of(loads_of(office, held, people), held))
    choices = [Choice(waiting[pk], waiting[pk].appraiser_id, by_key[user]) for pk, user in found.items()]
    return parts_assign(choices=choices, by=by), len(waiting) - len(found)


@transaction.atomic
def limits_set(*, office: Unit, limits: dict[User, int | None], by: User) -> None:
    """How many sheets of a round each appraiser takes at most by the automatic assignment; None: no limit."""
    require(rules.may_assign(by, office.pk))
    known = dict(AppraiserLimit.objects.filter(office=office).values_list("appraiser_id", "sheets"))
    for user, sheets in limits.items():
        if known.get(user.pk) == sheets:
            continue
        if sheets is None:
            AppraiserLimit.objects.filter(office=office, appraiser=user).delete()
        else:
            AppraiserLimit.objects.update_or_create(office=office, appraiser=user, defaults={"sheets": sheets})
        data = {"office": office.code, "name": str(user), "sheets": "-" if sheets is None else sheets}
        event_log(actor=by, action="appraiser.limited", target=user, data=data)


def parts_free(*, user: User, unit_id: int, by: User) -> int:
    """Takes the unfinished sheets of a unit off a person who must keep away from it; returns how many."""
    rows = OfficeAppraisal.objects.select_for_update(of=("self",)).filter(
        appraiser=user, assessment__participant__unit_id=unit_id, state=OfficeState.PENDING
    )
    parts = list(rows)
    for part in parts:
        _hand_over(part, None, by)
    return len(parts)


def _require_fit(part: OfficeAppraisal, user: User | None) -> None:
    if user is None:
        if part.state == OfficeState.FINISHED:
            require(Denied("state", _("The office has already finished."), 409))
        return
    verdict = rules.may_be_assigned(user, part)
    if isinstance(verdict, Denied):
        reason = gettext("%(unit)s, %(name)s: %(reason)s") % {
            "unit": part.assessment.participant.printed_name,
            "name": user,
            "reason": verdict.reason,
        }
        raise Refused(Denied("cannot_take", reason, 409), kept=_("Nothing has been assigned."))


def _refuse_stale(part: OfficeAppraisal) -> NoReturn:
    raise Refused(
        Denied(
            "stale",
            gettext("%(unit)s has been assigned by somebody else meanwhile.")
            % {"unit": part.assessment.participant.printed_name},
        ),
        kept=_("Nothing has been assigned."),
        todo=_("Look at the assignments as they stand now and choose again."),
    )


def _hand_over(part: OfficeAppraisal, user: User | None, by: User) -> None:
    part.appraiser = user
    part.save(update_fields=["appraiser"])
    unit = part.assessment.subject_name
    # On the part, not on the sheet: the unit reads the events of its sheet.
    if user:
        event_log(actor=by, action="part.assigned", target=part, data={"name": str(user), "unit": unit})
    else:
        event_log(actor=by, action="part.freed", target=part, data={"unit": unit})
