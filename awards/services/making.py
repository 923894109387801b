"""One proposal written after everything that may stand against a name was asked; used by both ways to propose."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import ProposalState
from awards.models import Award, AwardCycle, Proposal, Subject
from awards.queries.cycles import Heading
from awards.queries.subjects import name_of, rival_proposals, same_period, standing_awards
from awards.services.holds import require_some_time, subjects_require_free
from common import clock
from common.access import Denied, Refused
from common.events import event_log
from units.enums import Role
from units.models import User
from units.queries import users_with_role
from units.services import message_send

NOTHING_TAKEN = _("Nothing was recorded.")
ONE_FORM = _("One subject has one form for one period: withdraw the earlier proposal first, or leave this one out.")


def proposal_write(
    cycle: AwardCycle,
    heading: Heading,
    subject: Subject,
    facts: dict[str, Any],
    earlier_reason: str,
    by: User,
    action: str,
) -> Proposal:
    """Checks what stands against a name, then writes it. Two cycles of one period wait here for each other."""
    name = facts["printed_name"]
    require_free({subject.pk: name}, by)
    require_some_time({subject.pk: name}, cycle, kept=NOTHING_TAKEN)
    earlier = standing_awards([subject.pk], cycle).get(subject.pk, [])
    refuse_barred(cycle, name, rival_proposals([subject.pk], cycle).get(subject.pk), earlier)
    if earlier and not earlier_reason.strip():
        words = {"name": name, "form": earlier[0].form, "decision": earlier[0].decision}
        text = _("%(name)s has %(form)s for a part of this period, by %(decision)s; the reason for another is needed.")
        raise Refused(Denied("earlier_award", text % words, 409), NOTHING_TAKEN, _("State the reason beside the name."))
    proposal = Proposal(
        cycle=cycle,
        form=heading.form,
        rule=heading.rule,
        subject=subject,
        state=ProposalState.SUGGESTED,
        earlier=earlier[0] if earlier else None,
        earlier_reason=earlier_reason.strip() if earlier else "",
        proposed_by=by,
        proposed_at=clock.now(),
        **facts,
    )
    proposal.full_clean()
    proposal.save()
    log(proposal, action, by)
    return proposal


def refuse_barred(cycle: AwardCycle, name: str, rival: Proposal | None, earlier: Iterable[Award]) -> None:
    """No reason opens these: a proposal that stands, an award for the very same period."""
    _refuse_rival(name, rival)
    for award in earlier:
        if same_period(award, cycle):
            words = {"name": name, "form": award.form, "decision": award.decision}
            text = _("%(name)s already has %(form)s for the same period, by %(decision)s.")
            raise Refused(Denied("duplicate", text % words, 409), NOTHING_TAKEN, ONE_FORM)


def require_free(names: dict[int, str], by: User) -> None:
    """No name is taken or confirmed while a hold stops it (Decree 152/2025, article 4, clause 4)."""
    todo = _("A document that lifts the hold is recorded first, or leave it out.")
    subjects_require_free(names, by=by, kept=NOTHING_TAKEN, todo=todo)


def _refuse_rival(name: str, rival: Proposal | None) -> None:
    if rival is None:
        return
    words = {"name": name, "form": rival.form, "cycle": rival.cycle}
    text = _("%(name)s is already proposed for %(form)s in “%(cycle)s” for the same period.") % words
    raise Refused(Denied("duplicate", text, 409), NOTHING_TAKEN, ONE_FORM)


def tell_confirmers(cycle: AwardCycle, by: User, count: int) -> None:
    others = users_with_role(Role.AWARD_SECRETARY, Role.CAMPAIGN_MANAGER, Role.LEADER).exclude(pk=by.pk)
    message_send(
        to=others,
        text=_("%(count)s proposals wait for a second person: %(cycle)s") % {"count": count, "cycle": cycle},
        link=reverse("awards:confirm", args=[cycle.pk]),
    )


def log(proposal: Proposal, action: str, by: User, *, before: str = "", reason: str = "") -> None:
    data = {"name": proposal.printed_name, "form": str(proposal.form), "subject": name_of(proposal.subject)}
    event_log(actor=by, action=action, target=proposal, before=before, after=proposal.state, reason=reason, data=data)
