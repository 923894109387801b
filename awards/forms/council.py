"""Forms of councils, members and sessions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.enums import CouncilOffice, Presence
from awards.models import Attendance, AwardCycle, Council, CouncilMember, CouncilSession
from awards.services.council import CouncilInput, QuorumRule, SeatInput
from awards.services.council_sessions import PresenceInput, SessionInput
from common import clock
from common.models import CitedDocument
from units.models import Person

DECISION = "Quyết định"
ITEM_LENGTH = 300


class AnyDay(DayField):
    """A day that may still come."""

    def clean(self, value: Any) -> dt.date | None:
        return forms.DateField.clean(self, value)


class QuorumForm(forms.Form):
    """The share of all members that must be present, and where it stands."""

    numerator = forms.IntegerField(label=_("Quorum, numerator"), min_value=1, max_value=100, initial=2)
    denominator = forms.IntegerField(label=_("Quorum, denominator"), min_value=1, max_value=100, initial=3)
    source = CleanText(
        label=_("Source of the quorum"),
        max_length=300,
        help_text=_("The regulation and its article; the minutes cite it."),
    )
    is_verified = forms.BooleanField(label=_("Checked against the document"), required=False)

    def rule(self) -> QuorumRule:
        data = self.cleaned_data
        return QuorumRule(
            numerator=data["numerator"],
            denominator=data["denominator"],
            source=data["source"],
            is_verified=data["is_verified"],
        )


class CouncilForm(QuorumForm):
    """A council with the decision that sets it up."""

    name = CleanText(label=_("Name of the council"), max_length=300)
    symbol = CleanText(label=_("Symbol of its papers"), max_length=40, initial="HĐTĐKT")
    number = CleanText(label=_("Number of the decision"), max_length=80)
    date = DayField(label=_("Date of the decision"))
    issuer = CleanText(label=_("Issued by"), max_length=255)
    valid_from = AnyDay(label=_("In force from"))
    valid_to = AnyDay(label=_("In force to"), required=False)
    field_order = ("name", "symbol", "number", "date", "issuer", "valid_from", "valid_to")

    def values(self) -> CouncilInput:
        data = self.cleaned_data
        decision = CitedDocument(kind=DECISION, number=data["number"], date=data["date"], issuer=data["issuer"])
        names = ("name", "symbol", "valid_from", "valid_to")
        return CouncilInput(decision=decision, quorum=self.rule(), **{name: data[name] for name in names})


class SeatForm(forms.Form):
    """A person who was found by name takes a seat."""

    person = forms.TypedChoiceField(label=pgettext_lazy("council", "Person"), coerce=int)
    office = forms.ChoiceField(label=_("Office in the council"), choices=CouncilOffice.choices, initial="member")
    printed_title = CleanText(label=_("Position as printed"), max_length=200)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999, initial=1)
    valid_from = AnyDay(label=_("Member from"))
    valid_to = AnyDay(label=_("Member to"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [(person.pk, _label(person)) for person in people]

    def values(self) -> SeatInput:
        data = self.cleaned_data
        names = ("office", "printed_title", "order", "valid_from", "valid_to")
        return SeatInput(person=self.people[data["person"]], **{name: data[name] for name in names})


class SeatEndForm(forms.Form):
    on = AnyDay(label=_("Last day as a member"))
    reason = CleanText(label=_("Reason"), max_length=1000)


class SessionForm(forms.Form):
    """Where and when the council meets, and its agenda, a line an item."""

    title = CleanText(label=_("Title of the session"), max_length=300)
    day = AnyDay(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%Hh%M", "%H giờ %M"],
        widget=forms.TimeInput(attrs={"class": "input-short", "placeholder": "08:00"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time as hour:minute, for example 08:00.")},
    )
    place = CleanText(label=pgettext_lazy("meeting", "Place"), max_length=300)
    agenda = CleanText(
        label=_("Agenda"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One item on each line; the members see them in this order."),
    )

    def clean_agenda(self) -> str:
        text: str = self.cleaned_data["agenda"]
        if any(len(line.strip()) > ITEM_LENGTH for line in text.splitlines()):
            raise forms.ValidationError(
                _("An item of the agenda has at most %(most)s characters."), params={"most": ITEM_LENGTH}
            )
        return text

    def values(self) -> SessionInput:
        data = self.cleaned_data
        planned = dt.datetime.combine(data["day"], data["time"], tzinfo=clock.TIME_ZONE)
        lines = data["agenda"].splitlines()
        return SessionInput(title=data["title"], planned_at=planned, place=data["place"], agenda=lines)

    @staticmethod
    def of(session: CouncilSession) -> dict[str, Any]:
        planned = clock.local(session.planned_at)
        lines = session.agenda.order_by("order").values_list("title", flat=True)
        facts = {"title": session.title, "place": session.place, "agenda": "\n".join(lines)}
        return facts | {"day": planned.date(), "time": planned.time()}


class PlanForm(SessionForm):
    """A new session of a council about an award cycle."""

    council = forms.TypedChoiceField(label=_("Council"), coerce=int)
    cycle = forms.TypedChoiceField(label=_("Award cycle"), coerce=int)
    field_order = ("council", "cycle", "title", "day", "time", "place", "agenda")

    def __init__(self, *args: Any, councils: Sequence[Council], cycles: Sequence[AwardCycle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = {row.pk: row for row in councils}
        self.cycles = {row.pk: row for row in cycles}
        self.fields["council"].choices = [(row.pk, row.name) for row in councils]
        self.fields["cycle"].choices = [(row.pk, row.title) for row in cycles]


class OpenForm(forms.Form):
    """Who chairs, who takes the minutes, who is there; written opinions are added afterwards."""

    chair = forms.TypedChoiceField(label=_("Chair of the session"), coerce=int)
    secretary = forms.TypedChoiceField(label=_("Secretary of the session"), coerce=int)

    def __init__(self, *args: Any, roster: Sequence[CouncilMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        people = [(member.pk, str(member)) for member in roster]
        for name, office in (("chair", CouncilOffice.CHAIR), ("secretary", CouncilOffice.SECRETARY)):
            self.fields[name].choices = people
            self.initial.setdefault(name, next((row.pk for row in roster if row.office == office), None))
        for member in roster:
            self.fields[f"here-{member.pk}"] = forms.BooleanField(label=str(member), required=False, initial=True)
            self.fields[f"why-{member.pk}"] = CleanText(
                label=_("Reason of absence"), required=False, max_length=300, widget=forms.TextInput({"class": "input"})
            )

    @property
    def rows(self) -> list[tuple[CouncilMember, forms.BoundField, forms.BoundField]]:
        return [(member, self[f"here-{member.pk}"], self[f"why-{member.pk}"]) for member in self.roster]

    def seat(self, name: str) -> CouncilMember:
        return next(member for member in self.roster if member.pk == self.cleaned_data[name])

    def presences(self) -> dict[int, PresenceInput]:
        data = self.cleaned_data
        return {
            member.pk: PresenceInput(
                presence=Presence.PRESENT if data[f"here-{member.pk}"] else Presence.ABSENT,
                reason=data[f"why-{member.pk}"],
            )
            for member in self.roster
        }


class AttendForm(forms.Form):
    """Presence of one member; a written opinion with its paper."""

    presence = forms.ChoiceField(label=_("Presence"), choices=Presence.choices, widget=forms.RadioSelect)
    reason = CleanText(label=_("Reason of absence"), required=False, max_length=300)
    opinion = CleanText(
        label=_("Written opinion"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    number = CleanText(label=_("Number and symbol of the paper"), required=False, max_length=80)
    date = DayField(label=_("Date of the paper"), required=False)

    @staticmethod
    def of(seat: Attendance) -> dict[str, Any]:
        paper = seat.document
        facts = {"presence": seat.presence, "reason": seat.reason, "opinion": seat.opinion}
        return facts | ({"number": paper.number, "date": paper.date} if paper is not None else {})

    def values(self, seat: Attendance) -> PresenceInput:
        data = self.cleaned_data
        paper = None
        if data["number"] or data["date"]:
            paper = CitedDocument(
                kind="Phiếu ý kiến", number=data["number"], date=data["date"], issuer=str(seat.member)[:255]
            )
        return PresenceInput(presence=data["presence"], reason=data["reason"], opinion=data["opinion"], document=paper)


class CloseForm(forms.Form):
    discussion = CleanText(
        label=_("Discussion and other opinions"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    conclusion = CleanText(label=_("Conclusion"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6}))


def _label(person: Person) -> str:
    return ", ".join(filter(None, [person.full_name, person.job_title, person.unit.code if person.unit else ""]))
