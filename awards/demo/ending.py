"""The end of the cycle: the two names that the council never voted on are withdrawn, then nothing in it is open."""

from awards.demo import story, times
from awards.demo.gathering import home_of, proposals_of
from awards.enums import ProposalState
from awards.models import AwardCycle
from awards.services.cycles import cycle_conclude
from awards.services.proposals import proposal_withdraw
from common import clock
from units.demo import Cast

NOT_VOTED = (ProposalState.NOMINATED, ProposalState.COMPLETE)
REASONS = {
    story.RETURNED: "Hồ sơ trả lại không được gửi lại trong thời hạn.",
    story.HELD: "Việc xác minh kết thúc sau phiên họp của Hội đồng; chuyển xét trong đợt khen thưởng tiếp theo.",
}


def end(cycle: AwardCycle, cast: Cast) -> None:
    by = cast["thuky.vp"]
    with clock.frozen(times.WITHDRAWN):
        for proposal in proposals_of(cycle):
            if proposal.state in NOT_VOTED:
                proposal_withdraw(proposal=proposal, reason=REASONS[home_of(proposal).code], by=by)
    with clock.frozen(times.CONCLUDED):
        cycle_conclude(cycle=cycle, by=by)
