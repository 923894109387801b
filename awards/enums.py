"""Codes of the awards app that are stored in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.enums import Role, Sex

# Who reads every council and session; members see their own ones besides.
COUNCIL_READERS = frozenset({Role.AWARD_SECRETARY, Role.LEADER, Role.OBSERVER})
# How papers address a person; of somebody whose sex is not known both.
SALUTATIONS: dict[str, str] = {Sex.MALE: "Ông", Sex.FEMALE: "Bà"}
EITHER = "Ông/Bà"


class Tier(models.TextChoices):
    """Level whose authority decides a form of commendation (plan III.2)."""

    STATE = "state", pgettext_lazy("level of an authority", "State")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")
    UNIT = "unit", _("Unit")


class AwardType(models.TextChoices):
    """Type of commendation; movement awards never feed merit awards (Decree 152/2025, article 4).

    Titles and merit awards are recorded only: they rest on another achievement than the campaign's.
    """

    MOVEMENT = "movement", _("Emulation movement award")
    MERIT = "merit", _("Merit award")
    TITLE = "title", _("Emulation title")


class Produces(models.TextChoices):
    """How far the portal carries a form: to the certificate, to the proposal upward, or only noted."""

    FULL = "full", _("Decided and issued here")
    DOSSIER = "dossier", _("Proposed to a higher level")
    RECORD = "record", _("Recorded only")


class SubjectKind(models.TextChoices):
    """Who may be awarded (Law on Emulation and Commendation, article 5; households only in the money rule)."""

    UNIT = "unit", _("Scored unit")
    COLLECTIVE = "collective", _("Other collective")
    PERSON = "person", pgettext_lazy("subject of awards", "Person")


class Side(models.TextChoices):
    """What quotas, coefficients and lists tell apart."""

    COLLECTIVE = "collective", _("Collective")
    INDIVIDUAL = "individual", _("Individual")


class Occasion(models.TextChoices):
    YEARLY = "yearly", _("Yearly award")
    PHASE = "phase", _("Award of a phase")
    ANY = "any", _("Any occasion")


class CycleState(models.TextChoices):
    """Life of an award cycle: names are gathered, opinions asked, the council meets, decisions come out."""

    PREPARING = "preparing", _("In preparation")
    NOMINATING = "nominating", _("Nominations are open")
    HEARING = "hearing", _("Opinions are asked")
    COUNCIL = "council", _("Before the council")
    CONCLUDED = "concluded", _("Concluded")


class ProposalState(models.TextChoices):
    """From the suggestion to the certificate (docs/workflow.md prints the moves)."""

    SUGGESTED = "suggested", _("Suggested")
    NOMINATED = "nominated", _("Nominated")
    COMPLETE = "complete", _("Dossier complete")
    PASSED = "passed", _("Passed by the council")
    FAILED = "failed", _("Not passed by the council")
    FORWARDED = "forwarded", _("Proposed to the higher level")
    DECIDED = "decided", _("Decided")
    DECLINED = "declined", _("Declined by the higher level")
    DROPPED = "dropped", _("Not nominated")


class Origin(models.TextChoices):
    RULE = "rule", _("Suggested by rule")
    UNIT = "unit", _("Proposed by the unit")
    OFFICE = "office", _("Added by the office")


class HoldKind(models.TextChoices):
    """Reasons that stop an award (Decree 152/2025, article 4, clause 4)."""

    DISCIPLINE = "discipline", _("Discipline is being considered")
    INSPECTION = "inspection", _("Inspection, audit or investigation with signs of violation")
    COMPLAINT = "complaint", _("Complaint, denunciation or press report being verified")


class DossierState(models.TextChoices):
    OPEN = "open", _("Being gathered")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class CouncilOffice(models.TextChoices):
    """Office held in the council, in the order in which minutes name them."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    STANDING = "standing", _("Standing member")
    MEMBER = "member", _("Member of the council")
    SECRETARY = "secretary", _("Member and secretary")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("In session")
    CLOSED = "closed", _("Closed")


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    WRITTEN = "written", _("Absent, with a written opinion")


class Method(models.TextChoices):
    """How the council decides; which is required stands in the voting rule of the form."""

    HANDS = "hands", _("Show of hands")
    WRITTEN = "written", _("Wholly in writing")
    PAPER = "paper", _("Ballots on paper")
    ELECTRONIC = "electronic", _("Electronic ballots")


class GroundFor(models.TextChoices):
    """Acts whose ground in law is told beside the bases of awarding."""

    HOLD = "hold", _("Suspension of an award")
    CORRECTION = "correction", _("Amending or replacing a decision")
    REVOCATION = "revocation", _("Revoking a decision")


class CountedFrom(models.TextChoices):
    """Which day of a dossier a transition looks at."""

    SENT = "sent", _("The day it was sent")
    ACCEPTED = "accepted", _("The day it was accepted")


class Base(models.TextChoices):
    """What a share of votes is counted against; the default is all members (Decree 152/2025, article 33)."""

    MEMBERS = "members", _("All members of the council")
    PRESENT = "present", _("Members present")
    VALID = "valid", _("Valid votes")


class PollState(models.TextChoices):
    PREPARED = "prepared", _("Prepared")
    OPEN = "open", _("Voting")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


class Choice(models.TextChoices):
    YES = "yes", pgettext_lazy("vote", "In favour")
    NO = "no", pgettext_lazy("vote", "Against")
    INVALID = "invalid", pgettext_lazy("vote", "Invalid")


class DecisionKind(models.TextChoices):
    AWARD = "award", _("Award")
    AMENDING = "amending", _("Amending decision")
    REPLACING = "replacing", _("Replacing decision")
    REVOKING = "revoking", _("Revocation")
    HIGHER = "higher", _("Decision of a higher level")
    EARLIER = "earlier", _("Earlier decision, entered afterwards")


class DecisionState(models.TextChoices):
    """A decision is drafted, approved, signed, numbered and issued (Decree 30/2020, article 15)."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    ISSUED = "issued", _("Issued")
    RECORDED = "recorded", _("Recorded")


class AwardState(models.TextChoices):
    GRANTED = "granted", pgettext_lazy("award", "Granted")
    AMENDED = "amended", _("Stands in another decision")
    REVOKED = "revoked", _("Revoked")


class PaidAs(models.TextChoices):
    """Money, or a souvenir of the same value (Decree 152/2025, article 48, clause 3)."""

    MONEY = "money", _("Money")
    SOUVENIR = "souvenir", _("Souvenir")
    NOTHING = "nothing", _("Not paid by the department")
