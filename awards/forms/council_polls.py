"""Forms of votes: the ballot of a member, the sheet of the secretary, the count of a teller."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import CleanText
from awards.enums import Choice, Method, Presence
from awards.models import Attendance, AwardForm, CouncilMember, PollCase, Proposal, Vote
from awards.services.council_votes import CountInput, VoteInput

MARKS = [(Choice.YES.value, Choice.YES.label), (Choice.NO.value, Choice.NO.label)]


class PrepareForm(forms.Form):
    """The cases of one form, all chosen at first, and the way of voting."""

    form = forms.IntegerField(widget=forms.HiddenInput)
    method = forms.ChoiceField(label=_("Way of voting"), choices=Method.choices)
    is_secret = forms.BooleanField(label=_("Secret, when voted electronically"), required=False)
    proposals = forms.TypedMultipleChoiceField(
        label=_("Cases"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one case.")},
    )

    def __init__(self, *args: Any, award: AwardForm, waiting: Sequence[Proposal], **kwargs: Any) -> None:
        rule = award.voting_rule
        initial = {"form": award.pk, "method": rule.method, "is_secret": rule.needs_ballot}
        initial["proposals"] = [row.pk for row in waiting]
        super().__init__(*args, **{"auto_id": f"form{award.pk}-%s", "initial": initial, **kwargs})
        self.award, self.waiting = award, {row.pk: row for row in waiting}
        self.fields["proposals"].choices = [(row.pk, _line(row)) for row in waiting]
        if rule.needs_ballot:
            ballots = (Method.PAPER, Method.ELECTRONIC)
            self.fields["method"].choices = [(each.value, each.label) for each in ballots]

    def chosen(self) -> list[Proposal]:
        return [self.waiting[pk] for pk in self.cleaned_data["proposals"]]


class TellersForm(forms.Form):
    """Two members present who count the ballots on paper."""

    head = forms.TypedChoiceField(label=_("Head of the tellers"), coerce=int)
    second = forms.TypedChoiceField(label=_("Second teller"), coerce=int)

    def __init__(self, *args: Any, seats: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {seat.member_id: seat.member for seat in seats if seat.presence == Presence.PRESENT}
        # The last ones of the list are neither chair nor deputy, and never the same person twice.
        for name, place in (("head", -1), ("second", -2)):
            self.fields[name].choices = [(pk, str(member)) for pk, member in self.people.items()]
            self.initial.setdefault(name, list(self.people)[place] if len(self.people) > 1 else None)

    def teller(self, name: str) -> CouncilMember:
        return self.people[self.cleaned_data[name]]


class ReasonForm(forms.Form):
    reason = CleanText(label=_("Reason"), max_length=300)


def reason_in(request: HttpRequest) -> str:
    """The reason of a button; empty when there is none that can be stored, which the service then refuses."""
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


class BallotForm(forms.Form):
    """One sheet with a row for each case; a row without a mark is invalid, as on paper."""

    confirmed = forms.BooleanField(
        label=_("I have checked the sheet. A row without a mark is invalid; a ballot that was sent cannot be changed."),
        error_messages={"required": _("Confirm that the sheet was checked.")},
    )

    def __init__(self, *args: Any, cases: Sequence[PollCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        for case in cases:
            self.fields[f"case-{case.pk}"] = forms.ChoiceField(
                label=str(case), choices=MARKS, required=False, widget=forms.RadioSelect
            )

    @property
    def rows(self) -> list[tuple[PollCase, forms.BoundField]]:
        return [(case, self[f"case-{case.pk}"]) for case in self.cases]

    def choices(self) -> dict[int, str]:
        marks = {case.pk: self.cleaned_data[f"case-{case.pk}"] for case in self.cases}
        return {pk: mark for pk, mark in marks.items() if mark}


class CountForm(forms.Form):
    """What one teller counted; nothing is filled in beforehand, not even the own figures."""

    issued = forms.IntegerField(label=_("Ballots issued"), min_value=0, max_value=999)
    collected = forms.IntegerField(label=_("Ballots collected"), min_value=0, max_value=999)
    invalid_sheets = forms.IntegerField(
        label=_("Invalid ballots"),
        help_text=_("Ballots left blank, signed, or not handed out here; each row of them counts as invalid below."),
        min_value=0,
        max_value=999,
    )

    def __init__(self, *args: Any, cases: Sequence[PollCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        for case in cases:
            for choice in Choice:
                self.fields[f"{choice.value}-{case.pk}"] = forms.IntegerField(
                    label=f"{case}: {choice.label}",
                    min_value=0,
                    max_value=999,
                    widget=forms.NumberInput(attrs={"class": "input input-short"}),
                )

    @property
    def rows(self) -> list[tuple[PollCase, list[forms.BoundField]]]:
        return [(case, [self[f"{choice.value}-{case.pk}"] for choice in Choice]) for case in self.cases]

    def values(self) -> CountInput:
        data = self.cleaned_data
        rows = {
            case.pk: (data[f"yes-{case.pk}"], data[f"no-{case.pk}"], data[f"invalid-{case.pk}"]) for case in self.cases
        }
        sheets = {name: data[name] for name in ("issued", "collected", "invalid_sheets")}
        return CountInput(**sheets, rows=rows)


# Another opinion beside a vote that came in writing; the minutes print it.
REMARK_LENGTH = 1000
REMARK = CleanText(required=False, max_length=REMARK_LENGTH)


class Cell:
    """One place of the secretary's sheet: a member and a case, open or kept away from."""

    def __init__(self, case: PollCase, member: CouncilMember, vote: Vote | None, reason: str) -> None:
        self.name = f"vote-{case.pk}-{member.pk}"
        self.member, self.reason = member, reason
        self.choice = vote.choice if vote else ""
        self.remark_name = f"remark-{case.pk}-{member.pk}"
        self.remark = vote.remark if vote else ""


def record_rows(
    cases: Sequence[PollCase], voters: Sequence[Attendance], votes: Mapping[tuple[int, int], Vote]
) -> list[tuple[PollCase, list[Cell]]]:
    """The secretary's sheet: a row for each case, a cell for each member who may vote in the poll."""
    found = []
    for case in cases:
        reasons = {row.member_id: row.reason for row in case.away}
        cells = [
            Cell(case, seat.member, votes.get((case.pk, seat.member_id)), reasons.get(seat.member_id, ""))
            for seat in voters
        ]
        found.append((case, cells))
    return found


def record_values(
    data: Mapping[str, Any], cases: Sequence[PollCase], voters: Sequence[Attendance]
) -> dict[tuple[int, int], VoteInput]:
    """What was entered; with the button `fill` the empty places of the sheet are votes in favour.

    Raises ValidationError for another opinion that cannot be stored, or that stands beside no vote.
    """
    fill = Choice.YES.value if data.get("act") == "fill" else ""
    found = {}
    for case in cases:
        away = {row.member_id for row in case.away}
        for seat in voters:
            choice = data.get(f"vote-{case.pk}-{seat.member_id}", "")
            choice = choice or (fill if seat.member_id not in away else "")
            remark = REMARK.clean(data.get(f"remark-{case.pk}-{seat.member_id}", ""))
            if remark and not choice:
                words = {"member": str(seat.member), "case": str(case)}
                raise forms.ValidationError(_("%(member)s, %(case)s: another opinion comes with a vote."), params=words)
            if choice:
                found[case.pk, seat.member_id] = VoteInput(choice, remark)
    return found


def _line(row: Proposal) -> str:
    return ", ".join(filter(None, [row.printed_name, row.printed_title, row.printed_unit]))
