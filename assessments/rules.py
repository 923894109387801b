"""Who may do what to a sheet, an answer or a part of an office."""

from django.utils.translation import gettext_lazy as _

from assessments.enums import AssessmentState as State
from assessments.enums import OfficeState
from assessments.models import Answer, Assessment, OfficeAppraisal
from campaign.enums import RoundState, SignedCopyRule
from campaign.models import Participant, Round
from campaign.rules import accepts_submission
from common.access import Denied, Verdict, allow
from criteria.enums import SetState
from criteria.models import CriteriaSet
from units.enums import Role
from units.queries import Account, is_head_person, standing_of
from units.rules import fills_in_for, is_campaign_manager, is_unit_head, may_decide_about

AT_THE_DESK = (State.RECEIVED, State.APPRAISING)
# Where single answers may stand open: a change of the criteria set reaches a sheet before its reception too.
COMPLETABLE = (State.SUBMITTED, *AT_THE_DESK)
# From the provisional result on the unit reads what it was granted.
SHOWN_TO_UNIT = (State.PROVISIONAL, State.EXPLAINED, State.FINAL, State.PUBLISHED)
LOCKED = Denied(
    "locked",
    _(
        "The sheet has been submitted and cannot be changed. While it is not received, "
        "the head of the unit may withdraw it."
    ),
)
RECEIVED = Denied(
    "locked",
    _("The office has received the sheet; only criteria that an office asks the unit to complete are open."),
)


OWN_REPORT = Denied(
    "own_report",
    _(
        "Nobody confirms the own report. The report of the head of a unit is confirmed and submitted by another head "
        "of the unit or by a leader of the department."
    ),
)


def may_start(user: Account, participant: Participant) -> Verdict:
    """The unit's own people begin its sheet while the round is open."""
    mine = fills_in_for(user, participant.unit_id)
    if not mine:
        return mine
    if participant.exempted_by_id:
        return Denied("exempted", _("The unit is exempted from this round."), 409)
    return accepts_submission(participant)


def may_nominate(user: Account, participant: Participant) -> Verdict:
    """The unit's own people nominate persons while its sheet would be accepted too."""
    mine = fills_in_for(user, participant.unit_id)
    if not mine:
        return mine
    criteria_set = participant.round.individual_set
    if criteria_set is None or criteria_set.state != SetState.PUBLISHED:
        return Denied("no_set", _("The round has no criteria for individuals."), 409)
    return accepts_submission(participant)


def may_name(user: Account, assessment: Assessment) -> Verdict:
    """Who is nominated, and as what, is written while the report is a draft."""
    if not assessment.person_id:
        return Denied("subject", _("This step does not belong to this sheet."), 409)
    return may_fill_in(user, assessment)


def may_see_nominations(user: Account) -> Verdict:
    """Personal data: for the unit that nominates, the offices that appraise, the office in charge and leaders."""
    standing = standing_of(user)
    if standing.fills_in or standing.has(Role.APPRAISER, Role.CAMPAIGN_MANAGER, Role.LEADER):
        return allow
    return Denied("not_allowed", _("Nominations are shown to the unit, the offices that appraise and the leaders."))


def may_fill_in(user: Account, assessment: Assessment) -> Verdict:
    """Fill in the draft as a whole."""
    mine = fills_in_for(user, assessment.participant.unit_id)
    if not mine:
        return mine
    return allow if assessment.state == State.DRAFT else LOCKED


def may_edit_answer(user: Account, answer: Answer, *, is_returned: bool) -> Verdict:
    """A draft is open as a whole, a sheet that was sent only where the unit is asked to complete it."""
    mine = fills_in_for(user, answer.assessment.participant.unit_id)
    if not mine:
        return mine
    if answer.assessment.state == State.DRAFT:
        return allow
    if is_returned and answer.assessment.state in COMPLETABLE:
        return allow
    return LOCKED if answer.assessment.state == State.SUBMITTED else RECEIVED


def is_head_of(user: Account, assessment: Assessment) -> Verdict:
    return is_unit_head(user, assessment.participant.unit_id)


def may_confirm(user: Account, assessment: Assessment) -> Verdict:
    """The head of the unit confirms and submits, but nobody the own report.

    That of a head is confirmed by another head of the unit, or by a leader of the department above it.
    """
    person = assessment.person_id
    if not person:
        return is_head_of(user, assessment)
    if person == getattr(user, "person_id", None):
        return OWN_REPORT
    is_above = standing_of(user).has(Role.LEADER)
    if is_above and is_head_person(person, assessment.participant.unit_id):
        return allow
    return is_head_of(user, assessment)


def may_share(user: Account, assessment: Assessment) -> Verdict:
    """The head shares out what the unit can still fill in: the draft, and criteria to be completed."""
    head = is_head_of(user, assessment)
    if head and assessment.state not in (State.DRAFT, *COMPLETABLE):
        return LOCKED
    return head


def submission_is_open(assessment: Assessment) -> Verdict:
    return accepts_submission(assessment.participant)


def reception_is_open(assessment: Assessment) -> Verdict:
    if assessment.participant.round.state == RoundState.OPEN:
        return allow
    return Denied("state", _("The reception of this round is closed."), 409)


def result_is_open(assessment: Assessment) -> Verdict:
    """A person's report moves while the result of the round is not fixed; a unit's state says that itself."""
    if assessment.person_id and assessment.participant.round.state in (RoundState.FINAL, RoundState.PUBLISHED):
        return Denied("state", _("The result of the round has been fixed."), 409)
    return allow


def may_receive(user: Account, assessment: Assessment) -> Verdict:
    """The office in charge receives; for its own sheet, the office that leads the awards (product.md, roles)."""
    standing = standing_of(user)
    campaign = assessment.participant.round.phase.campaign
    is_own = assessment.participant.unit_id == campaign.lead_office_id
    receiver = campaign.award_office_id if is_own else campaign.lead_office_id
    if receiver not in standing.units_as(Role.CAMPAIGN_MANAGER, Role.APPRAISER):
        return Denied("not_office", _("Only the office in charge of the campaign may do this."))
    return may_decide_about(user, assessment.participant.unit_id)


def signed_copy_is_there(assessment: Assessment) -> Verdict:
    """The round may ask for the signed copy before reception."""
    if assessment.participant.round.signed_copy != SignedCopyRule.BEFORE_RECEPTION:
        return allow
    return has_signed_copy(assessment)


def has_signed_copy(assessment: Assessment) -> Verdict:
    if assessment.signed_copies.filter(receipt_code=assessment.receipt_code).exists():
        return allow
    return Denied("no_signed_copy", _("The signed copy has not been uploaded yet."), 409)


def appraises_for(user: Account, assessment: Assessment, *office_ids: int | None) -> Verdict:
    """An appraiser of one of the offices, never for the own unit or against a declared conflict; in any state."""
    standing = standing_of(user)
    if not standing.units_as(Role.APPRAISER) & {office for office in office_ids if office}:
        return Denied("not_office", _("Another office appraises this criterion."))
    return may_decide_about(user, assessment.participant.unit_id)


def may_appraise(user: Account, assessment: Assessment, *office_ids: int | None) -> Verdict:
    """Who appraises for one of the offices, while the sheet is at the desk."""
    verdict = appraises_for(user, assessment, *office_ids)
    if verdict and assessment.state not in AT_THE_DESK:
        return Denied("state", _("The sheet is not under appraisal."), 409)
    return verdict


def may_see_queue(user: Account) -> Verdict:
    """The queue is for people who appraise or receive."""
    if standing_of(user).has(Role.APPRAISER, Role.CAMPAIGN_MANAGER):
        return allow
    return Denied("not_appraiser", _("The queue is for the offices that receive and appraise."))


def may_finish(user: Account, part: OfficeAppraisal) -> Verdict:
    verdict = may_appraise(user, part.assessment, part.office_id)
    if not verdict:
        return verdict
    if part.state == OfficeState.FINISHED:
        return Denied("state", _("The office has already finished."), 409)
    return part_is_for(user, part)


def part_is_for(user: Account, part: OfficeAppraisal) -> Verdict:
    """What is assigned to one appraiser is that person's; what nobody was assigned is open to the office."""
    if part.appraiser_id in (None, user.pk):
        return allow
    return Denied("assigned", _("The sheet is assigned to %(name)s.") % {"name": part.appraiser}, 409)


def may_assign(user: Account, office_id: int) -> Verdict:
    """The office in charge for every office, the head of an office for the own one."""
    manager = is_campaign_manager(user)
    return manager or is_unit_head(user, office_id)


def may_be_assigned(user: Account, part: OfficeAppraisal) -> Verdict:
    """An appraiser of the office without a conflict; what is finished stays with who finished it."""
    if part.state == OfficeState.FINISHED:
        return Denied("state", _("The office has already finished."), 409)
    return appraises_for(user, part.assessment, part.office_id)


def may_agree(user: Account, assessment: Assessment) -> Verdict:
    """Agreeing with several criteria at once is for an appraiser of any office of the sheet."""
    offices = [part.office_id for part in assessment.office_appraisals.all()]
    return may_appraise(user, assessment, *offices)


def may_adjust(user: Account, assessment: Assessment) -> Verdict:
    """Bonus and minus are entered by the office in charge, never for itself."""
    manager = is_campaign_manager(user)
    campaign = assessment.participant.round.phase.campaign
    if not manager and campaign.lead_office_id not in standing_of(user).units_as(Role.APPRAISER):
        return manager
    away = may_decide_about(user, assessment.participant.unit_id)
    if not away:
        return away
    if assessment.state not in (*AT_THE_DESK, State.APPRAISED):
        return Denied("state", _("The sheet is not under appraisal."), 409)
    return allow


def may_leave_set(user: Account, round: Round) -> Verdict:
    """The office in charge may move a round at work to another version of its criteria set."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    if round.state not in (RoundState.OPEN, RoundState.CLOSED):
        return Denied("state", _("The round is in the state “%s”.") % round.get_state_display(), 409)
    return allow


def may_change_set(user: Account, round: Round, criteria_set: CriteriaSet) -> Verdict:
    """To another published version of the set the round has."""
    verdict = may_leave_set(user, round)
    if not verdict:
        return verdict
    present = round.collective_set
    if present is None or criteria_set.code != present.code or criteria_set == present:
        return Denied("bad_input", _("This is not another version of the criteria set of the round."), 400)
    if criteria_set.state != SetState.PUBLISHED:
        return Denied("set_draft", _("The version is not published."), 409)
    return allow


def may_try_set(user: Account, round: Round, criteria_set: CriteriaSet) -> Verdict:
    """A trial of another version on a published round is for the office in charge; it writes nothing."""
    manager = is_campaign_manager(user)
    if not manager:
        return manager
    if round.state != RoundState.PUBLISHED:
        return Denied("state", _("A trial rests on a published round."), 409)
    present = round.collective_set
    if present is None or criteria_set.code != present.code:
        return Denied("bad_input", _("This is not another version of the criteria set of the round."), 400)
    return allow


WITH_RESULT = (RoundState.PROVISIONAL, RoundState.FINAL, RoundState.PUBLISHED)


def may_try_result(user: Account, round: Round) -> Verdict:
    """Other weights, thresholds and caps on a copy: for the office in charge and the leaders; nothing is written."""
    if not standing_of(user).has(Role.CAMPAIGN_MANAGER, Role.LEADER):
        return Denied("not_manager", _("Only the office in charge of the campaign and the leaders may do this."))
    if round.state not in WITH_RESULT:
        return Denied("state", _("The round has no result yet."), 409)
    return allow


def may_compare_appraisers(user: Account) -> Verdict:
    """Leniency and spread of persons are for the office in charge alone."""
    return is_campaign_manager(user)


def may_see_progress(user: Account) -> Verdict:
    """The state of every unit in a round: for the office in charge, leaders, observers, appraisers, administrators."""
    standing = standing_of(user)
    if standing.reads_all_sent or standing.has(Role.APPRAISER):
        return allow
    return Denied("not_allowed", _("The progress of all units is for the department's offices."))


def may_see_summary(user: Account) -> Verdict:
    """The summary of a phase as a paper not yet issued: for the department, not for the units in it."""
    standing = standing_of(user)
    if standing.reads_all_sent or standing.has(Role.APPRAISER):
        return allow
    return Denied("not_allowed", _("The summary as a paper is for the department's offices."))


def may_see_results(user: Account, round_state: str) -> Verdict:
    """Published results are for every account; a result that is only final is for the department."""
    if round_state == RoundState.PUBLISHED:
        return allow
    if standing_of(user).reads_all_sent:
        return allow
    return Denied("not_published", _("The result has not been published yet."))


def may_upload_signed_copy(user: Account, assessment: Assessment) -> Verdict:
    """The unit uploads the signed copy once the sheet is sent and until the result is fixed."""
    mine = fills_in_for(user, assessment.participant.unit_id)
    if not mine:
        return mine
    if assessment.state in (State.DRAFT, State.FINAL, State.PUBLISHED, State.WITHDRAWN):
        return Denied("state", _("The signed copy belongs to a submitted sheet without a final result."), 409)
    return allow


def may_see_appraisal(user: Account, assessment: Assessment) -> Verdict:
    """The granted points: for the offices always, for the unit itself from the provisional result on.

    A person's report has no provisional result; its unit reads the points when the appraisal has ended.
    """
    if assessment.state in SHOWN_TO_UNIT or (assessment.person_id and assessment.state == State.APPRAISED):
        return allow
    standing = standing_of(user)
    own = assessment.participant.unit_id in standing.own_units
    if standing.reads_all_sent or (standing.has(Role.APPRAISER) and not own):
        return allow
    return Denied("not_final", _("The granted points are shown to the unit with the provisional result."), 409)


def may_see_elsewhere(user: Account, assessment: Assessment) -> Verdict:
    """Where else a file is used is for those who appraise or supervise, not for the unit itself."""
    standing = standing_of(user)
    own = assessment.participant.unit_id in standing.own_units
    if not own and (standing.reads_all_sent or standing.has(Role.APPRAISER)):
        return allow
    return Denied("own_unit", _("Only the offices see where else a file is used."))


def may_see_library(user: Account) -> Verdict:
    """The evidence library, and sending files to it, is for the people who fill in for a unit."""
    if standing_of(user).fills_in:
        return allow
    return Denied("not_member", _("The evidence library is for the people who fill in for a unit."))
