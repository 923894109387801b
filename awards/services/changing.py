"""After the issue: a wrong name is corrected and an award revoked by a new decision; the old one stays as it was."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.services.importing import document_stored
from awards.enums import AwardState, DecisionKind, DecisionState, Produces
from awards.models import Award, Decision, RuleSet
from awards.models.decisions import OUT
from awards.queries.decisions import changing_bases, lines_of
from awards.rules.decisions import is_award_secretary, is_in_state
from awards.services.decision_papers import correction_paper_draft
from awards.services.decisions import LineInput
from awards.wording import cited
from campaign.queries import the_campaign
from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from common.models import CitedDocument
from common.naming import named
from documents.models import IssuedDocument
from units.models import User

CORRECTING = (DecisionKind.AMENDING, DecisionKind.REPLACING)
PRINTED = ("salutation", "printed_name", "printed_title", "printed_unit", "achievement", "paid_as")
KEPT = (
    "proposal",
    "subject",
    "form",
    "side",
    "achievement_from",
    "achievement_to",
    "coefficient",
    "amount",
    "paid_as",
    *PRINTED[:-1],
)


@dataclass(frozen=True, kw_only=True)
class RevocationInput:
    """Why: the reason, the ground in law (Law on Emulation and Commendation, article 93), the conclusion."""

    planned_on: datetime.date
    reason: str
    ground: str
    conclusion: CitedDocument


@transaction.atomic
def correction_draft(
    *,
    decision: Decision,
    kind: str,
    corrections: Mapping[int, LineInput],
    reason: str,
    planned_on: datetime.date,
    by: User,
) -> Decision:
    """Drafts a decision that amends some lines, or replaces the whole list (`kind`), with what is right.

    `corrections`: award id to the line as it should be. The money stays as it was granted; the decision is signed,
    numbered and issued like any other, and only then do the old lines end. It rests on what the law of its day says of
    correcting, not on what the award rested on. Raises Refused.
    """
    row, lines = _issued(decision, by)
    if kind not in CORRECTING:
        raise Refused(Denied("bad_input", _("A wrong line is amended or the whole decision replaced.")))
    standing = {line.pk: line for line in lines if line.state == AwardState.GRANTED and line.amended_to_id is None}
    if not corrections or not set(corrections) <= set(standing):
        raise Refused(Denied("bad_input", _("Choose lines that are in force and not being corrected already.")))
    same = [standing[pk].printed_name for pk, values in corrections.items() if _is_same(standing[pk], values)]
    if same:
        raise Refused(Denied("bad_input", _("Nothing differs in: %(names)s.") % {"names": named(same)}))
    new = _begin(row, kind, reason, planned_on, by)
    new.rule_set, new.base_salary = row.rule_set, row.base_salary
    new.legal_bases = _bases(row, kind, _law_on(planned_on) or row.rule_set, planned_on)
    new.save()
    taken = [
        line for line in lines if line.pk in corrections or (kind == DecisionKind.REPLACING and line.pk in standing)
    ]
    counts: dict[str, int] = {}
    for old in taken:
        counts[old.side] = counts.get(old.side, 0) + 1
        line = Award(decision=new, order=counts[old.side], **{name: getattr(old, name) for name in KEPT})
        if old.pk in corrections:
            for name in PRINTED[:-1]:
                setattr(line, name, getattr(corrections[old.pk], name))
        line.save()
        old.amended_to = line
        old.save(update_fields=["amended_to"])
    _log(new, "decision.correction_drafted", by, reason)
    return new


@transaction.atomic
def revocation_draft(*, decision: Decision, awards: Iterable[Award], values: RevocationInput, by: User) -> Decision:
    """Drafts the revocation of the whole decision or of single recipients; it takes effect when it is issued.

    Raises Refused: no reason, no ground, no conclusion, a line that has ended, a revocation that is being drafted.
    """
    row, lines = _issued(decision, by)
    wanted = {award.pk for award in awards}
    chosen = [line for line in lines if line.pk in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Refused(Denied("bad_input", _("Choose the awards that are revoked.")))
    ended = [line.printed_name for line in chosen if line.state != AwardState.GRANTED]
    if ended:
        raise Refused(Denied("state", _("No longer in force: %(names)s.") % {"names": named(ended)}))
    if not values.ground.strip():
        raise Refused(Denied("reason_needed", _("A revocation names its ground in law."), 400))
    open_one = Decision.objects.filter(kind=DecisionKind.REVOKING, ends__in=chosen).exclude(state__in=OUT).first()
    if open_one is not None:
        raise Refused(Denied("duplicate", _("A revocation of these awards is being prepared already.")))
    new = _begin(row, DecisionKind.REVOKING, values.reason, values.planned_on, by, ground=values.ground.strip())
    law = _law_on(values.planned_on) or row.rule_set
    new.rule_set, new.source = law, document_stored(values.conclusion)
    new.legal_bases = [*_bases(row, new.kind, law, values.planned_on), cited(values.conclusion)]
    new.save()
    new.ends.set(chosen)
    _log(new, "decision.revocation_drafted", by, values.reason)
    return new


@transaction.atomic
def corrigendum_write(*, decision: Decision, printed: str, correct: str, by: User) -> IssuedDocument:
    """Drafts a letter that corrects form or layout of an issued decision; wrong content takes a decision.

    (Decree 30/2020, article 18, clause 3.) The words stay with the decision; the letter is approved, numbered and
    issued like other papers.
    """
    require(is_award_secretary(by))
    require(is_in_state(decision, DecisionState.ISSUED))
    if not printed.strip() or not correct.strip() or printed.strip() == correct.strip():
        raise Refused(Denied("bad_input", _("Enter what was printed and what is right; they differ.")))
    for line in decision.awards.all():
        if line.printed_name in printed and line.printed_name not in correct:
            raise Refused(
                Denied("content", _("The name of a recipient is content, not layout."), 409),
                todo=_("It is corrected by an amending or replacing decision."),
            )
    data = {"printed": printed.strip(), "correct": correct.strip()}
    event = event_log(actor=by, action="decision.corrigendum", target=decision, data=data)
    return correction_paper_draft(decision=decision, event=event, by=by)


def _issued(decision: Decision, by: User) -> tuple[Decision, list[Award]]:
    """A decision of the department that is out, under its lock, with its lines."""
    require(is_award_secretary(by))
    row = Decision.objects.select_for_update(of=("self",)).select_related("rule_set", "form").get(pk=decision.pk)
    lines = lines_of(row)
    if row.kind == DecisionKind.HIGHER or any(line.form.produces != Produces.FULL for line in lines):
        words = _("This decision belongs to %(authority)s, who alone can change it.") % {"authority": row.authority}
        raise Refused(Denied("not_ours", words, 409))
    require(is_in_state(row, *OUT))
    return row, lines


def _begin(row: Decision, kind: str, reason: str, planned_on: datetime.date, by: User, *, ground: str = "") -> Decision:
    if not reason.strip():
        raise Refused(Denied("reason_needed", _("A reason is needed."), 400))
    if row.decided_on is not None and planned_on < row.decided_on:
        raise Refused(Denied("bad_input", _("A decision cannot be dated before the one it changes.")))
    return Decision(
        kind=kind,
        cycle_id=row.cycle_id,
        form=row.form,
        changes=row,
        reason=reason.strip(),
        ground=ground,
        authority=row.authority,
        decided_on=planned_on,
        created_by=by,
        created_at=clock.now(),
    )


def _bases(row: Decision, kind: str, law: RuleSet | None, day: datetime.date) -> list[str]:
    campaign = row.cycle.campaign if row.cycle else the_campaign()
    return changing_bases(kind, law, campaign, day, fallback=row.legal_bases)


def _is_same(line: Award, values: LineInput) -> bool:
    return all(getattr(line, name) == getattr(values, name) for name in PRINTED[:-1])


def _law_on(day: datetime.date) -> RuleSet | None:
    in_force = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    return RuleSet.objects.filter(in_force, effective_from__lte=day).order_by("-effective_from").first()


def _log(new: Decision, action: str, by: User, reason: str) -> None:
    old = new.changes.full_symbol if new.changes else ""
    event_log(actor=by, action=action, target=new, after=new.state, reason=reason, data={"number": old})
