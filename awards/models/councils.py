"""The council by decision and dates, its sessions, and who was there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import CouncilOffice, Presence, SessionState
from awards.models.cycles import AwardCycle
from common.fields import NFCCharField, NFCTextField
from common.versions import Versioned
from units.models.dated import Dated, dates_in_order, one_per_start


class Council(Dated):
    """A council set up by decision. `quorum_*`: the share of ALL members that must be present, at least."""

    department = models.ForeignKey("units.Unit", models.PROTECT, related_name="councils", verbose_name=_("department"))
    name = NFCCharField(_("name"), max_length=300)
    symbol = NFCCharField(_("symbol of its papers"), max_length=40, default="HĐTĐKT")
    decision = models.ForeignKey("common.CitedDocument", models.PROTECT, related_name="+", verbose_name=_("decision"))
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum, numerator"), default=2)
    quorum_denominator = models.PositiveSmallIntegerField(_("quorum, denominator"), default=3)
    quorum_source = NFCCharField(_("source of the quorum"), max_length=300)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        constraints = [
            dates_in_order("council_dates_in_order"),
            models.CheckConstraint(
                name="council_quorum",
                condition=Q(
                    quorum_denominator__gt=0, quorum_numerator__gt=0, quorum_numerator__lte=F("quorum_denominator")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CouncilMember(Dated):
    """The right to vote comes from this row alone: membership by decision, between two days."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="members", verbose_name=_("council"))
    person = models.ForeignKey("units.Person", models.PROTECT, related_name="council_seats", verbose_name=_("person"))
    office = models.CharField(_("office in the council"), max_length=10, choices=CouncilOffice.choices)
    printed_title = NFCCharField(_("position as printed"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["council", "order", "pk"]
        verbose_name = _("member of a council")
        verbose_name_plural = _("members of councils")
        constraints = [
            dates_in_order("council_member_dates_in_order"),
            *one_per_start("council_member_once", "council", "person"),
            models.CheckConstraint(name="council_member_office", condition=Q(office__in=CouncilOffice.values)),
        ]

    def __str__(self) -> str:
        return str(self.person)


class CouncilSession(Versioned):
    """One meeting. The roster is frozen when it opens: everybody who is a member that day has a row of presence."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions", verbose_name=_("council"))
    cycle = models.ForeignKey(AwardCycle, models.PROTECT, related_name="sessions", verbose_name=_("award cycle"))
    title = NFCCharField(_("title"), max_length=300)
    planned_at = models.DateTimeField(_("planned for"))
    place = NFCCharField(_("place"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    chair = models.ForeignKey(
        CouncilMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        CouncilMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    current_item = models.ForeignKey(
        "awards.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("item of the agenda being dealt with"),
    )
    opened_at = models.DateTimeField(_("began at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    discussion = NFCTextField(_("discussion"), blank=True)
    conclusion = NFCTextField(_("conclusion"), blank=True)

    class Meta:
        ordering = ["-planned_at"]
        verbose_name = _("session of a council")
        verbose_name_plural = _("sessions of councils")
        constraints = [
            models.CheckConstraint(name="council_session_state", condition=Q(state__in=SessionState.values)),
            models.CheckConstraint(
                name="council_session_moments",
                condition=(
                    Q(state=SessionState.PLANNED)
                    | Q(opened_at__isnull=False, chair__isnull=False, secretary__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="council_session_closed",
                condition=~Q(state=SessionState.CLOSED) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="agenda", verbose_name=_("session"))
    order = models.PositiveSmallIntegerField(_("order"))
    title = NFCCharField(_("title"), max_length=300)

    class Meta:
        ordering = ["session", "order"]
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        constraints = [models.UniqueConstraint(fields=["session", "order"], name="agenda_item_once")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Presence of one member at one session; an absent member may send a written opinion by document."""

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="attendance", verbose_name=_("session"))
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+", verbose_name=_("member"))
    presence = models.CharField(_("presence"), max_length=10, choices=Presence.choices)
    reason = NFCCharField(_("reason of absence"), max_length=300, blank=True)
    opinion = NFCTextField(_("written opinion"), blank=True)
    document = models.ForeignKey(
        "common.CitedDocument", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )

    class Meta:
        ordering = ["session", "member__order"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="attendance_once"),
            models.CheckConstraint(name="attendance_presence", condition=Q(presence__in=Presence.values)),
            models.CheckConstraint(
                name="attendance_written_has_opinion", condition=~Q(presence=Presence.WRITTEN) | ~Q(opinion="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_presence_display()}"
