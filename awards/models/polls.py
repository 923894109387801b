"""Voting. Who has voted stands in `Turnout`; what was voted stands in `Ballot` (secret) or `Vote` (open).

Nothing joins a turnout row to a ballot: a ballot has no member, no time, no counter, and one row per case, so that
the cases somebody left out because of a conflict do not tell the sheets apart. At closing all ballots of a poll are
written anew under new random ids in an order of their own.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import Base, Choice, Method, PollState
from awards.models.councils import CouncilMember, CouncilSession
from awards.models.law import AwardForm
from awards.models.proposals import Proposal
from common.fields import NFCCharField, NFCTextField
from common.versions import Versioned


class Poll(Versioned):
    """One vote of a session on the cases of one form; the rule is copied from the form when it is prepared."""

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="polls", verbose_name=_("session"))
    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="+", verbose_name=_("form"))
    order = models.PositiveSmallIntegerField(_("order"))
    state = models.CharField(_("state"), max_length=10, choices=PollState.choices, default=PollState.PREPARED)
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    is_secret = models.BooleanField(_("secret"))
    numerator = models.PositiveSmallIntegerField(_("numerator"))
    denominator = models.PositiveSmallIntegerField(_("denominator"))
    is_strict = models.BooleanField(_("more than (not at least)"))
    base = models.CharField(_("counted against"), max_length=10, choices=Base.choices)
    source = NFCCharField(_("source of the threshold"), max_length=300)
    members = models.PositiveSmallIntegerField(_("all members"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("members present"), null=True, blank=True)
    issued = models.PositiveSmallIntegerField(_("ballots issued"), null=True, blank=True)
    collected = models.PositiveSmallIntegerField(_("ballots collected"), null=True, blank=True)
    invalid_sheets = models.PositiveSmallIntegerField(_("ballots invalid as a whole"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    void_reason = NFCTextField(_("why it is void"), blank=True)

    class Meta:
        ordering = ["session", "order"]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="poll_once"),
            models.CheckConstraint(name="poll_state", condition=Q(state__in=PollState.values)),
            models.CheckConstraint(name="poll_method", condition=Q(method__in=Method.values)),
            models.CheckConstraint(name="poll_base", condition=Q(base__in=Base.values)),
            models.CheckConstraint(
                name="poll_share", condition=Q(denominator__gt=0, numerator__gt=0, numerator__lte=F("denominator"))
            ),
            # Hands and written opinions are open by nature, a sheet of paper without a name is secret.
            models.CheckConstraint(
                name="poll_secrecy",
                condition=(
                    Q(method__in=[Method.HANDS, Method.WRITTEN], is_secret=False)
                    | Q(method=Method.PAPER, is_secret=True)
                    | Q(method=Method.ELECTRONIC)
                ),
            ),
            models.CheckConstraint(
                name="poll_closed_is_counted",
                condition=~Q(state=PollState.CLOSED) | Q(closed_at__isnull=False, members__isnull=False),
            ),
            models.CheckConstraint(
                name="poll_void_has_reason", condition=~Q(state=PollState.VOID) | ~Q(void_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.form}"


class PollCase(models.Model):
    """One proposal in a poll; the counts stand here after closing and nowhere before."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="cases", verbose_name=_("poll"))
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="poll_cases", verbose_name=_("proposal"))
    order = models.PositiveSmallIntegerField(_("order"))
    yes = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(_("invalid"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        ordering = ["poll", "order"]
        verbose_name = _("case of a poll")
        verbose_name_plural = _("cases of polls")
        constraints = [
            models.UniqueConstraint(fields=["poll", "proposal"], name="poll_case_once"),
            models.UniqueConstraint(fields=["poll", "order"], name="poll_case_order"),
        ]

    def __str__(self) -> str:
        return str(self.proposal)


class Recusal(models.Model):
    """A member keeps away from one case and stays in the denominator; printed in the minutes with the reason."""

    case = models.ForeignKey(PollCase, models.PROTECT, related_name="recusals", verbose_name=_("case"))
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("member"))
    reason = NFCCharField(_("reason"), max_length=300)

    class Meta:
        ordering = ["case", "member__order"]
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.case}"


class Turnout(models.Model):
    """Whether a member has voted. The rows of all members are written when the poll opens, so that neither their
    order nor a time tells who voted before whom.
    """

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="turnout", verbose_name=_("poll"))
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("member"))
    has_voted = models.BooleanField(_("has voted"), default=False)

    class Meta:
        ordering = ["poll", "member__order"]
        verbose_name = _("turnout")
        verbose_name_plural = _("turnout")
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="turnout_once")]

    def __str__(self) -> str:
        return str(self.member)


class Ballot(models.Model):
    """What was voted in secret on one case. The key is random; nothing else is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(PollCase, models.PROTECT, related_name="ballots", verbose_name=_("case"))
    choice = models.CharField(_("choice"), max_length=8, choices=Choice.choices)

    class Meta:
        ordering = ["id"]
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [models.CheckConstraint(name="ballot_choice", condition=Q(choice__in=Choice.values))]

    def __str__(self) -> str:
        return self.get_choice_display()


class Vote(models.Model):
    """An open vote with its member: by hand, in writing, or electronically where the poll is open."""

    case = models.ForeignKey(PollCase, models.PROTECT, related_name="votes", verbose_name=_("case"))
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("member"))
    choice = models.CharField(_("choice"), max_length=8, choices=Choice.choices)
    remark = NFCTextField(_("other opinion"), blank=True)

    class Meta:
        ordering = ["case", "member__order"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["case", "member"], name="vote_once"),
            models.CheckConstraint(name="vote_choice", condition=Q(choice__in=Choice.values)),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_choice_display()}"


class TellerCount(models.Model):
    """What one of the two tellers entered from the paper ballots; both must agree before the poll closes.

    `rows`: case id as text to [in favour, against, invalid].
    """

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="teller_counts", verbose_name=_("poll"))
    teller = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("teller"))
    is_head = models.BooleanField(_("head of the tellers"), default=False)
    issued = models.PositiveSmallIntegerField(_("ballots issued"), null=True, blank=True)
    collected = models.PositiveSmallIntegerField(_("ballots collected"), null=True, blank=True)
    invalid_sheets = models.PositiveSmallIntegerField(_("ballots invalid as a whole"), null=True, blank=True)
    rows = models.JSONField(_("counts"), default=dict)
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)

    class Meta:
        ordering = ["poll", "-is_head", "pk"]
        verbose_name = _("count of a teller")
        verbose_name_plural = _("counts of tellers")
        constraints = [models.UniqueConstraint(fields=["poll", "teller"], name="teller_count_once")]

    def __str__(self) -> str:
        return str(self.teller)
