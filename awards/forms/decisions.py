"""Forms of decisions, proposals upward, the register, letters and what comes back."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.enums import DecisionKind, PaidAs
from awards.models import Award
from awards.services.changing import RevocationInput
from awards.services.decisions import LineInput
from awards.services.recovery import ReturnInput
from awards.services.register import HandoverInput
from common.access import Refused
from common.forms import MoneyInput
from common.models import CitedDocument


class AnyDayField(DayField):
    """A day that may still come: the date a decision is planned to bear."""

    def clean(self, value: Any) -> datetime.date | None:
        return forms.DateField.clean(self, value)


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RefusableForm(forms.Form):
    """A form whose service may refuse: the three parts stand above its fields."""

    use_required_attribute = False

    def refuse(self, refused: Refused) -> None:
        self.add_error(None, refused_text(refused))


def refused_text(refused: Refused) -> str:
    """What happened, what was kept and what to do, in one paragraph."""
    parts = (refused.verdict.reason, refused.kept, refused.todo)
    return " ".join(str(part) for part in parts if part)


class PlannedForm(RefusableForm):
    """The date that the decision will bear."""

    planned_on = AnyDayField(
        label=_("Date of the decision"), help_text=_("The base salary of this day gives the money.")
    )


class DraftForm(PlannedForm):
    """Date and bases of a draft; the order of the lines is typed beside each."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    bases = CleanText(
        label=_("Legal bases as printed"),
        max_length=10_000,
        widget=text_area(8),
        help_text=_("One a line, without the closing mark; taken from the law of the dossiers."),
    )

    def bases_typed(self) -> list[str]:
        return self.cleaned_data["bases"].splitlines()


class LineForm(RefusableForm):
    """One line as it is printed, and how it is paid."""

    salutation = CleanText(label=_("Salutation"), max_length=20, required=False)
    printed_name = CleanText(label=_("Printed name"), max_length=300)
    printed_title = CleanText(label=_("Printed position"), max_length=200, required=False)
    printed_unit = CleanText(label=_("Printed unit"), max_length=300, required=False)
    achievement = CleanText(label=_("Achievement"), max_length=2000, widget=text_area(3))
    paid_as = forms.ChoiceField(label=_("Paid as"), choices=PaidAs.choices)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {name: getattr(award, name) for name in self.base_fields}, **kwargs})

    def values(self) -> LineInput:
        return LineInput(**{name: self.cleaned_data[name] for name in LineForm.base_fields})


class CorrectionForm(RefusableForm):
    """A line as it should have been, and the decision that says so."""

    salutation = CleanText(label=_("Salutation"), max_length=20, required=False)
    printed_name = CleanText(label=_("Printed name"), max_length=300)
    printed_title = CleanText(label=_("Printed position"), max_length=200, required=False)
    printed_unit = CleanText(label=_("Printed unit"), max_length=300, required=False)
    achievement = CleanText(label=_("Achievement"), max_length=2000, widget=text_area(3))
    kind = forms.ChoiceField(
        label=_("Corrected by"),
        choices=[
            (DecisionKind.AMENDING, _("An amending decision, for this line")),
            (DecisionKind.REPLACING, _("A replacing decision, for the whole list")),
        ],
        widget=forms.RadioSelect,
        initial=DecisionKind.AMENDING,
    )
    reason = CleanText(label=_("Reason"), max_length=2000, widget=text_area(2))
    planned_on = AnyDayField(label=_("Date of the decision"))

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        shown = ("salutation", "printed_name", "printed_title", "printed_unit", "achievement")
        super().__init__(*args, **{"initial": {name: getattr(award, name) for name in shown}, **kwargs})

    def values(self) -> LineInput:
        shown = ("salutation", "printed_name", "printed_title", "printed_unit", "achievement")
        return LineInput(**{name: self.cleaned_data[name] for name in shown})


class DocumentForm(RefusableForm):
    """A paper that is cited."""

    kind = CleanText(label=_("Kind of document"), max_length=80)
    number = CleanText(label=_("Number and symbol"), max_length=80)
    date = DayField(label=_("Date of the document"))
    issuer = CleanText(label=_("Issued by"), max_length=255)

    def document(self) -> CitedDocument:
        """The paper as typed, not stored yet."""
        return CitedDocument(**{name: self.cleaned_data[name] for name in ("kind", "number", "date", "issuer")})


class RevocationForm(DocumentForm):
    """Why awards are revoked: reason, ground in law, and the conclusion of who is competent."""

    planned_on = AnyDayField(label=_("Date of the decision"))
    reason = CleanText(label=_("Reason"), max_length=2000, widget=text_area(3))
    ground = CleanText(
        label=_("Ground in law"),
        max_length=300,
        help_text=_("Which point of clause 2, article 93 of the Law on Emulation and Commendation."),
    )
    field_order = ["planned_on", "reason", "ground", "kind", "number", "date", "issuer"]

    def values(self) -> RevocationInput:
        data = self.cleaned_data
        return RevocationInput(
            planned_on=data["planned_on"], reason=data["reason"], ground=data["ground"], conclusion=self.document()
        )


class CorrigendumForm(RefusableForm):
    """What was printed and what is right."""

    printed = CleanText(label=_("As printed"), max_length=1000, widget=text_area(3))
    correct = CleanText(label=_("As it should read"), max_length=1000, widget=text_area(3))


class HigherForm(RefusableForm):
    """The decision of the higher level as it came; what each proposal got stands beside it."""

    number = CleanText(label=_("Number and symbol"), max_length=80)
    decided_on = DayField(label=_("Date of the decision"))
    authority = CleanText(label=_("Decided by"), max_length=200)

    def paper(self) -> CitedDocument:
        data = self.cleaned_data
        return CitedDocument(
            kind="Quyết định", number=data["number"], date=data["decided_on"], issuer=data["authority"]
        )


def hour_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H giờ %M", "%Hh%M"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "input-short", "placeholder": "08:30", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Enter the hour as hours:minutes, for example 08:30.")},
    )


class HandoverForm(RefusableForm):
    """Day, hours and place as the record names them."""

    held_on = DayField(label=_("Held on"))
    began_at = hour_field(_("Began at"))
    ended_at = hour_field(_("Ended at"))
    place = CleanText(label=_("Place"), max_length=300)
    occasion = CleanText(label=_("Occasion"), max_length=300)
    presenter = CleanText(label=_("Handed over by"), max_length=200)
    receiver = CleanText(label=_("Received by"), max_length=300)

    def values(self) -> HandoverInput:
        return HandoverInput(**self.cleaned_data)


class LetterForm(RefusableForm):
    subject = CleanText(label=_("Subject"), max_length=300)
    text = CleanText(label=_("Text"), max_length=10_000, widget=text_area(14))


class IssueForm(RefusableForm):
    """Number and date as the clerk gives them."""

    number = CleanText(
        label=_("Number of the decision"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "autocomplete": "off"}),
    )
    day = DayField(label=_("Date of the decision"))


class ReceivedForm(RefusableForm):
    received_on = DayField(label=_("Decision received on"))


class ReturnForm(RefusableForm):
    """What came back so far."""

    money = MoneyInput(label=_("Money returned (đồng)"), required=False)
    money_on = DayField(label=_("Money returned on"), required=False)
    artefact_on = DayField(label=_("Certificate returned on"), required=False)
    note = CleanText(label=_("Note"), max_length=1000, required=False)

    def values(self) -> ReturnInput:
        data = self.cleaned_data
        return ReturnInput(
            money=data["money"] or 0, money_on=data["money_on"], artefact_on=data["artefact_on"], note=data["note"]
        )
