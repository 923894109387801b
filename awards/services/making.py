"""One proposal written after everything that may stand against a name was asked; used by both ways to propose."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import ProposalState
from awards.models import Award, AwardCycle, Hold, Proposal, Subject
from awards.queries.cycles import Heading
from awards.queries.subjects import holding_on, name_of, rival_proposals, same_period, standing_awards
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
    Subject.objects.select_for_update().get(pk=subject.pk)
    name = facts["printed_name"]
    earlier = standing_awards([subject.pk], cycle).get(subject.pk, [])
    hold = holding_on(clock.today()).filter(subject=subject).first()
    refuse_barred(cycle, name, hold, rival_proposals([subject.pk], cycle).get(subject.pk), earlier)
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


def refuse_barred(
    cycle: AwardCycle, name: str, hold: Hold | None, rival: Proposal | None, earlier: Iterable[Award]
) -> None:
    """No reason opens these: a hold, a proposal that stands, an award for the very same period."""
    refuse_held(name, hold)
    _refuse_rival(name, rival)
    for award in earlier:
        if same_period(award, cycle):
            words = {"name": name, "form": award.form, "decision": award.decision}
            text = _("%(name)s already has %(form)s for the same period, by %(decision)s.")
            raise Refused(Denied("duplicate", text % words, 409), NOTHING_TAKEN, ONE_FORM)


def refuse_held(name: str, hold: Hold | None) -> None:
    if hold is None:
        return
    words = {"name": name, "kind": hold.get_kind_display(), "document": hold.document}
    text = _("The award of %(name)s is on hold: %(kind)s (%(document)s).") % words
    raise Refused(
        Denied("held", text, 409),
        NOTHING_TAKEN,
        _("A document that lifts the hold is recorded first, or leave it out."),
    )


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
