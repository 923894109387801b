"""What is still open in an award cycle that is to be concluded."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from awards.enums import DecisionState, ProposalState, SessionState
from awards.models import Award, AwardCycle, CouncilSession, Decision, Proposal
from common.naming import named

UNDECIDED = (ProposalState.PASSED, ProposalState.FORWARDED)
NOT_VOTED = (ProposalState.SUGGESTED, ProposalState.NOMINATED, ProposalState.COMPLETE)


def open_in(cycle: AwardCycle) -> list[str]:
    """Sessions that sit, decisions without their number, names without an answer, each in words; empty: nothing."""
    sessions = CouncilSession.objects.filter(cycle=cycle, state=SessionState.OPEN).order_by("pk")
    decisions = Decision.objects.filter(cycle=cycle, state__in=[DecisionState.DRAFT, DecisionState.SIGNED])
    drafted = Award.objects.filter(decision__in=decisions, proposal__isnull=False).values_list("proposal_id", flat=True)
    found = [
        (_("sessions being held: %(names)s"), [row.title for row in sessions]),
        (
            _("decisions not issued: %(names)s"),
            [_named(row) for row in decisions.select_related("form").order_by("pk")],
        ),
        (_("passed, no decision yet: %(names)s"), _names(cycle, UNDECIDED, besides=drafted)),
        (_("not voted on by the council: %(names)s"), _names(cycle, NOT_VOTED)),
    ]
    return [words % {"names": named(names, ", ")} for words, names in found if names]


def _named(decision: Decision) -> str:
    kind = decision.get_kind_display()
    return f"{kind} ({decision.form.name})" if decision.form else kind


def _names(cycle: AwardCycle, states: Iterable[ProposalState], *, besides: Iterable[int] = ()) -> list[str]:
    rows = Proposal.objects.filter(cycle=cycle, state__in=list(states)).exclude(pk__in=list(besides))
    return list(rows.order_by("form__order", "printed_name", "pk").values_list("printed_name", flat=True))
