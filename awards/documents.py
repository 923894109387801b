"""The papers of awards in the register: rows 4 to 9, 11, 12 and 14 to 18 of the department's list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.announcements import (
    AWARDED,
    AWARDED_FIELDS,
    AWARDED_ROWS,
    CHANGED,
    CHANGED_FIELDS,
    CHANGED_ROWS,
    REVOKED,
    REVOKED_FIELDS,
)
from awards.models import Decision, RegisterEntry
from awards.papers import (
    letters,
    of_decisions,
    of_dossiers,
    of_guidance,
    of_meetings,
    of_records,
    of_results,
    own_letters,
    proposals,
    workbooks,
)
from awards.papers.certificates import DESIGN, FIELDS, certificate
from awards.papers.demo import amendments as demo_amendments
from awards.papers.demo import decisions as demo_decisions
from awards.papers.demo import letters as demo_letters
from awards.papers.demo import meetings as demo_meetings
from awards.papers.demo import rounds as demo_rounds
from awards.papers.demo_certificate import example
from awards.queries.certificates import certificate_facts, decision_behind, later_decisions
from awards.queries.council_papers import sat_in_it
from awards.services.certificates import KIND, certificate_maker
from awards.services.opinion_letters import opinion_letter_issued
from documents.codes import code_new
from documents.designs import OwnLook, register_look
from documents.enums import Keeper, Steps
from documents.makers import register_maker
from documents.papers import PaperContent, PaperKind, register
from units.enums import Role

# The office in charge makes the papers of a round and follows them.
ROUND_READERS = (Role.CAMPAIGN_MANAGER,)


# What the public page of a decision says besides its subject; the list stays on the paper.
DECISION_LABELS = {
    "form": _("Form of commendation"),
    "collectives": _("Collectives"),
    "individuals": _("Persons"),
    "decision": _("Decision it changes"),
}


def _decision_page(decision: Decision) -> str:
    return reverse("awards:decision", args=[decision.public_id])


KINDS = (
    PaperKind(
        "awards.unit_proposal",
        _("Proposal of a unit"),
        proposals.unit_proposal,
        edited=True,
        demo=demo_decisions.unit_proposal,
    ),
    PaperKind(
        "awards.council_proposal",
        _("Proposal of the council"),
        of_meetings.council_proposal_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.PORTAL,
        edited=True,
        demo=demo_decisions.council_proposal,
    ),
    PaperKind(
        "awards.province_proposal",
        _("Proposal to the province"),
        of_records.forward_paper,
        edited=True,
        demo=demo_decisions.province_proposal,
    ),
    PaperKind(
        "awards.minutes",
        _("Minutes of a council session"),
        of_meetings.minutes_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.PORTAL,
        has_part=sat_in_it,
        edited=True,
        demo=demo_meetings.minutes,
    ),
    PaperKind(
        "awards.counting",
        _("Record of the counting"),
        of_meetings.counting_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.PORTAL,
        has_part=sat_in_it,
        edited=True,
        demo=demo_meetings.counting,
    ),
    PaperKind("awards.ballot", _("Ballot on paper"), of_meetings.ballot_paper, edited=True, demo=demo_meetings.ballot),
    PaperKind(
        "awards.decision",
        _("Decision to award"),
        of_decisions.award_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        home=_decision_page,
        has_qr=True,
        fact_labels=DECISION_LABELS,
        changed_by=later_decisions,
        edited=True,
        demo=demo_decisions.award_decision,
    ),
    PaperKind(
        "awards.list",
        _("List of a decision"),
        of_decisions.award_list_paper,
        edited=True,
        workbook=workbooks.award_list_xlsx,
        demo=demo_decisions.award_list,
    ),
    PaperKind(
        "awards.dossier_return",
        _("Letter that returns a dossier"),
        of_dossiers.return_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        edited=True,
        demo=demo_letters.dossier_return,
    ),
    PaperKind(
        "awards.revocation",
        _("Decision to revoke"),
        of_decisions.revocation_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        home=_decision_page,
        has_qr=True,
        fact_labels=DECISION_LABELS,
        changed_by=later_decisions,
        edited=True,
        demo=demo_decisions.revocation,
    ),
    PaperKind(
        "awards.amendment",
        _("Decision that amends a decision"),
        of_decisions.amendment_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        home=_decision_page,
        has_qr=True,
        fact_labels=DECISION_LABELS,
        changed_by=later_decisions,
        edited=True,
        demo=demo_amendments.amendment,
    ),
    PaperKind(
        "awards.replacement",
        _("Decision that replaces a decision"),
        of_decisions.replacement_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        home=_decision_page,
        has_qr=True,
        fact_labels=DECISION_LABELS,
        changed_by=later_decisions,
        edited=True,
        demo=demo_amendments.replacement,
    ),
    PaperKind(
        "awards.payment_list",
        _("Payment list"),
        of_decisions.payment_paper,
        edited=True,
        workbook=workbooks.payment_list_xlsx,
        demo=demo_decisions.payment_list,
    ),
    PaperKind(
        "awards.guidance",
        _("Guidance on scoring"),
        of_guidance.guidance_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        readers=ROUND_READERS,
        one_stands=True,
        edited=True,
        demo=demo_rounds.guidance,
    ),
    PaperKind(
        "awards.provisional_notice",
        _("Notice of the provisional result"),
        of_results.provisional_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        readers=ROUND_READERS,
        one_stands=True,
        edited=True,
        demo=demo_rounds.provisional_notice,
    ),
    PaperKind(
        "awards.result_notice",
        _("Notice of the result"),
        of_results.result_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        readers=ROUND_READERS,
        one_stands=True,
        edited=True,
        demo=demo_rounds.final_notice,
    ),
    PaperKind(
        "awards.opinion_letter",
        _("Letter that asks for opinions"),
        of_dossiers.opinion_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        on_issue=opinion_letter_issued,
        edited=True,
        demo=demo_letters.opinion_letter,
    ),
    PaperKind(
        "awards.public_notice",
        _("Notice that makes a list public"),
        of_dossiers.notice_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        edited=True,
        demo=demo_letters.public_notice,
    ),
    PaperKind(
        "awards.opinion_sheet",
        _("Opinion sheet of a council member"),
        letters.opinion_sheet,
        edited=True,
        demo=demo_letters.opinion_sheet,
    ),
    PaperKind(
        "awards.correction_letter",
        _("Letter of correction"),
        of_records.correction_paper,
        steps=Steps.SIGNED_FIRST,
        keeper=Keeper.CLERK,
        edited=True,
        demo=demo_letters.correction_letter,
    ),
    PaperKind(
        "awards.handover_record",
        _("Handover record of certificates"),
        of_records.handover_paper,
        edited=True,
        demo=demo_letters.handover_record,
    ),
)
for kind in KINDS:
    register(kind)


def _build(entry: RegisterEntry, code: str = "") -> PaperContent:
    return certificate(certificate_facts(entry, code or code_new(), {}))


CERTIFICATE = register(
    PaperKind(
        KIND,
        _("Certificate"),
        _build,
        has_qr=True,
        stands_on=decision_behind,
        demo=example,
        fact_labels={
            "name": _("Awarded to"),
            "position": _("Position, unit"),
            "achievement": _("Achievement"),
            "decision": _("Decision"),
            "register": _("Number in the register"),
        },
    )
)
register_maker(certificate_maker())
register_look(OwnLook(KIND, FIELDS, design=DESIGN, example=example, sample=own_letters.sample(KIND)))
for code, fields, rows, demo in (
    ("awards.dossier_return", own_letters.RETURN, own_letters.RETURN_ROWS, demo_letters.dossier_return),
    ("awards.public_notice", own_letters.NOTICE, own_letters.NOTICE_ROWS, demo_letters.public_notice),
    ("awards.correction_letter", own_letters.CORRECTION, own_letters.CORRECTION_ROWS, demo_letters.correction_letter),
):
    filled = own_letters.example_of(demo)
    register_look(OwnLook(code, fields, rows, example=filled, sample=own_letters.sample(code)))
for code, title, fields, rows in (
    (AWARDED, _("Announcement of an award"), AWARDED_FIELDS, AWARDED_ROWS),
    (CHANGED, _("Announcement of an amended decision"), CHANGED_FIELDS, CHANGED_ROWS),
    (REVOKED, _("Announcement of a revoked award"), REVOKED_FIELDS, AWARDED_ROWS),
):
    register_look(
        OwnLook(
            code,
            fields,
            rows,
            example=own_letters.announcement_example,
            is_text=True,
            title=title,
            sample=own_letters.sample(code),
        )
    )
