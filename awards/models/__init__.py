"""The law by date, award cycles, proposals, the council and its votes, decisions, awards and the register."""

from awards.models.councils import (
    AgendaItem,
    Attendance,
    Council,
    CouncilMember,
    CouncilSession,
)
from awards.models.cycles import (
    AwardCycle,
    Fund,
    Quota,
    SuggestionRule,
)
from awards.models.decisions import (
    Award,
    Decision,
)
from awards.models.dossiers import (
    Dossier,
    DossierItem,
    DossierReturn,
)
from awards.models.hearings import (
    NoticeOpinion,
    OpinionRequest,
    PublicNotice,
)
from awards.models.law import (
    AwardForm,
    BaseSalary,
    DossierPart,
    LegalGround,
    MoneyRule,
    RuleSet,
    Term,
    Transition,
    VotingRule,
)
from awards.models.polls import (
    Ballot,
    Poll,
    PollCase,
    Recusal,
    TellerCount,
    Turnout,
    Vote,
)
from awards.models.proposals import (
    Hold,
    Proposal,
)
from awards.models.register import (
    Handover,
    Letter,
    Recovery,
    RegisterEntry,
    Reprint,
)
from awards.models.subjects import (
    Collective,
    Subject,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Award",
    "AwardCycle",
    "AwardForm",
    "Ballot",
    "BaseSalary",
    "Collective",
    "Council",
    "CouncilMember",
    "CouncilSession",
    "Decision",
    "Dossier",
    "DossierItem",
    "DossierPart",
    "DossierReturn",
    "Fund",
    "Handover",
    "Hold",
    "LegalGround",
    "Letter",
    "MoneyRule",
    "NoticeOpinion",
    "OpinionRequest",
    "Poll",
    "PollCase",
    "Proposal",
    "PublicNotice",
    "Quota",
    "Recovery",
    "Recusal",
    "RegisterEntry",
    "Reprint",
    "RuleSet",
    "Subject",
    "SuggestionRule",
    "TellerCount",
    "Term",
    "Transition",
    "Turnout",
    "Vote",
    "VotingRule",
]
