"""Whose mark goes where: the places of a mark on a loaded answer, and who may mark or send it back now.

An answer comes with `live_marks`, `all_returns` and its revisions, as `queries.answers_of` and the services load it.
"""

from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.enums import OfficeState
from assessments.models import Answer, Mark, Return
from assessments.settling import both_are_given, current_marks, is_outdated, needs_third
from common.access import Denied, Verdict, allow
from units.enums import Role
from units.queries import Account, standing_of
from units.rules import is_campaign_manager, may_decide_about

# The place of the person who settles between two marks.
THIRD = 3
LOCKED = Denied(
    "both_given",
    _(
        "Both appraisers have given their points, so both marks are locked. Where they are too far apart, a third "
        "person of the owner office settles; a mistake is told to the office in charge, which opens both marks again."
    ),
    409,
)


def slot_for(user: Account, answer: Answer) -> int | None:
    """The place a person's mark would take: first, second, or the third person who settles a gap; None when taken.

    Each keeps the own place; a place whose mark is older than the answer is free for a colleague.
    """
    if answer.item.appraisers == 1:
        return 1
    current = current_marks(answer)
    for slot, mark in current.items():
        if mark.appraiser_id == user.pk:
            return slot
    fresh = {slot for slot, mark in current.items() if not is_outdated(mark, answer)}
    offices = standing_of(user).units_as(Role.APPRAISER)
    if 1 not in fresh and answer.office_id in offices:
        return 1
    if 2 not in fresh and office_of(answer, 2) in offices:
        return 2
    return THIRD if needs_third(answer) and answer.office_id in offices else None


def colleagues_mark(user: Account, answer: Answer) -> Mark | None:
    """The mark of a colleague, on the present answer, that a person's mark would replace."""
    mark = current_marks(answer).get(slot_for(user, answer) or 1)
    if mark is None or mark.appraiser_id == user.pk or answer.item.appraisers == 2 or is_outdated(mark, answer):
        return None
    return mark


def falling_marks(answer: Answer) -> list[Mark]:
    """The marks that no longer count once the unit has sent the answer again on request."""
    return [mark for _slot, mark in sorted(current_marks(answer).items()) if not is_outdated(mark, answer)]


def standing_mark(user: Account, answer: Answer) -> int:
    """The number of the mark that a person's mark would replace; 0 when the place is empty."""
    mark = current_marks(answer).get(slot_for(user, answer) or 1)
    return mark.pk if mark else 0


def office_of(answer: Answer, slot: int) -> int:
    """The office that a place belongs to."""
    return answer.second_office_id or answer.office_id if slot == 2 else answer.office_id


def own_office(user: Account, answer: Answer) -> int:
    """The office for which a person deals with an answer; the owner before the second."""
    offices = standing_of(user).units_as(Role.APPRAISER)
    return answer.office_id if answer.office_id in offices else office_of(answer, 2)


def open_return(answer: Answer) -> Return | None:
    """The request to complete that the unit has not answered yet."""
    return next((row for row in answer.all_returns if row.answered_at is None), None)


def has_open_return(answer: Answer) -> bool:
    return open_return(answer) is not None


def part_is_open(answer: Answer, office_id: int) -> Verdict:
    for part in answer.assessment.office_appraisals.all():
        if part.office_id == office_id and part.state == OfficeState.FINISHED:
            return Denied("finished", _("The office has already finished."), 409)
    return allow


def is_for(user: Account, answer: Answer, office_id: int) -> Verdict:
    """The part of the office is assigned to the person or to nobody."""
    for part in answer.assessment.office_appraisals.all():
        if part.office_id == office_id:
            return rules.part_is_for(user, part)
    return allow


def may_mark(user: Account, answer: Answer) -> Verdict:
    """First the person and the sheet, then the open request, then the place and its office."""
    verdict = rules.may_appraise(user, answer.assessment, answer.office_id, answer.second_office_id)
    if not verdict:
        return verdict
    if has_open_return(answer):
        return Denied("state", _("The unit has been asked to complete this criterion."), 409)
    slot = slot_for(user, answer)
    if slot is None:
        return _taken(answer)
    if slot != THIRD and is_locked(answer):
        return LOCKED
    open_part = part_is_open(answer, office_of(answer, slot))
    # What two appraisers score needs a colleague besides the one the sheet is assigned to.
    return open_part if answer.item.appraisers == 2 or not open_part else is_for(user, answer, answer.office_id)


def _taken(answer: Answer) -> Denied:
    """A colleague has given the mark of the own office; says whose mark is still to come."""
    missing = [slot for slot in (1, 2) if slot not in current_marks(answer)]
    if not missing:
        return Denied("taken", _("The place of your office is taken by a colleague."), 409)
    office = answer.second_office if missing[0] == 2 and answer.second_office else answer.office
    return Denied(
        "taken",
        _("A colleague of your office has given points; %(office)s gives the other mark.") % {"office": office},
        409,
    )


def may_settle(user: Account, answer: Answer) -> bool:
    """The person may settle between the two marks as the third."""
    return slot_for(user, answer) == THIRD and bool(may_mark(user, answer))


def is_locked(answer: Answer) -> bool:
    """Two appraisers score independently: once each could see the other's mark, neither changes the own one."""
    return answer.item.appraisers == 2 and both_are_given(answer)


def may_open_marks(user: Account, answer: Answer) -> Verdict:
    """The office in charge opens two locked marks again while the sheet is at the desk."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    away = may_decide_about(user, answer.assessment.participant.unit_id)
    if not away:
        return away
    if answer.assessment.state not in rules.AT_THE_DESK:
        return Denied("state", _("The sheet is not under appraisal."), 409)
    if has_open_return(answer) or not is_locked(answer):
        return Denied("state", _("The marks of this criterion are not locked."), 409)
    return allow


def may_return(user: Account, answer: Answer) -> Verdict:
    """One open request at a time, while the own part is not finished."""
    verdict = rules.may_appraise(user, answer.assessment, answer.office_id, answer.second_office_id)
    if not verdict:
        return verdict
    if has_open_return(answer):
        return Denied("duplicate", _("The unit has already been asked to complete this criterion."), 409)
    office = own_office(user, answer)
    open_part = part_is_open(answer, office)
    return open_part if answer.item.appraisers == 2 or not open_part else is_for(user, answer, office)


def may_take_back(user: Account, answer: Answer) -> Verdict:
    """The office that asked, until the unit has begun to change the answer."""
    verdict = rules.may_appraise(user, answer.assessment, answer.office_id, answer.second_office_id)
    if not verdict:
        return verdict
    request = open_return(answer)
    if request is None:
        return Denied("state", _("The unit has not been asked to complete this criterion."), 409)
    if request.office_id not in standing_of(user).units_as(Role.APPRAISER):
        return Denied("not_office", _("Another office has asked for it."))
    if request.is_of_new_version:
        return Denied("new_version", _("The criteria set has changed; the unit has to answer anew."), 409)
    if any(not revision.is_frozen for revision in answer.revisions.all()):
        return Denied("begun", _("The unit has already begun to complete it."), 409)
    return allow
