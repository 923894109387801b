"""The forms of one answer, one for each kind of scoring. A draft may be incomplete, but never wrong."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import CleanText
from assessments.models import Answer
from assessments.not_applicable import reasons_for
from assessments.services.drafting import AnswerInput
from common.forms import VietnameseDecimalField
from common.numbers import format_decimal, format_points
from common.widgets import AmountInput, OptionCards, PointsInput
from criteria.enums import ItemKind, Measure
from criteria.models import Item, NotApplicableReason

MONEY = "đồng"
FIGURE_PLACES = 2
NARRATIVE_LIMIT = 10_000
NA_FIELDS = ("not_applicable", "na_reason", "na_text")


class AnswerForm(forms.Form):
    """What every kind has: the version it starts from, the claim that it does not apply, the account in words.

    Where no reason fits, nothing asks whether the criterion applies.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    apart = forms.BooleanField(required=False, widget=forms.HiddenInput)
    not_applicable = forms.BooleanField(label=gettext_lazy("This criterion does not apply to the unit"), required=False)
    na_reason = forms.TypedChoiceField(
        label=gettext_lazy("Reason why it does not apply"), required=False, coerce=int, empty_value=None
    )
    na_text = CleanText(label=gettext_lazy("Reason in words"), required=False, max_length=2000)
    narrative = CleanText(
        label=gettext_lazy("Account of the result"),
        required=False,
        max_length=NARRATIVE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    value_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, item: Item, reasons: Sequence[NotApplicableReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.reasons = {reason.pk: reason for reason in reasons}
        choices = [("", _("Choose a reason")), *((pk, reason.text) for pk, reason in self.reasons.items())]
        self.fields["na_reason"].choices = choices
        if not reasons:
            for name in NA_FIELDS:
                del self.fields[name]
        self.set_up()
        # What the page needs to refuse the same numbers while one types.
        for field in (self.fields[name] for name in self.value_fields):
            if isinstance(field, VietnameseDecimalField):
                field.widget.attrs |= {"data-places": field.places, "data-step": field.step or ""}
        # A draft is saved without them, a sheet is not submitted without them: no "(optional)" beside the label.
        for name in {*self.value_fields, "na_reason", "na_text"} & self.fields.keys():
            self.fields[name].needed_later = True

    def set_up(self) -> None:
        """Fits the fields of the kind to the item."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("not_applicable"):
            reason = self.reasons.get(data.get("na_reason") or 0)
            if reason is None and "na_reason" not in self.errors:
                self.add_error("na_reason", _("Choose the reason why the criterion does not apply."))
            elif reason and reason.needs_text and not data.get("na_text"):
                self.add_error("na_text", _("State the reason in words."))
        return data

    def values(self) -> AnswerInput:
        """What is saved; only of a valid form."""
        data = self.cleaned_data
        claims_na = data.get("not_applicable", False)
        return AnswerInput(
            not_applicable=claims_na,
            na_reason=self.reasons.get(data["na_reason"] or 0) if claims_na else None,
            na_text=data["na_text"] if claims_na else "",
            narrative=data["narrative"],
            **self.own_values(),
        )

    def own_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.value_fields}

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        """The fields of the kind, in order."""
        return [self[name] for name in self.value_fields]


class OptionsForm(AnswerForm):
    """One level of several with fixed points."""

    option = forms.TypedChoiceField(label=gettext_lazy("Level reached"), required=False, coerce=int, empty_value=None)
    value_fields = ("option",)

    def set_up(self) -> None:
        options = list(self.item.options.all())
        self.options = {option.pk: option for option in options}
        notes = {str(option.pk): points_label(option.points) for option in options}
        field = self.fields["option"]
        field.widget = OptionCards(notes=notes)
        field.choices = [(option.pk, option.text) for option in options]

    def own_values(self) -> dict[str, Any]:
        return {"option": self.options.get(self.cleaned_data["option"] or 0)}


class YesNoForm(AnswerForm):
    yes_no = forms.TypedChoiceField(required=False, coerce=lambda value: value == "yes", empty_value=None, choices=())
    value_fields = ("yes_no",)

    def set_up(self) -> None:
        field = self.fields["yes_no"]
        field.label = self.item.question or _("Reached")
        field.widget = OptionCards(notes={"yes": points_label(self.item.max_points), "no": points_label(Decimal(0))})
        field.choices = [("yes", _("Yes")), ("no", _("No"))]


class ExpertForm(AnswerForm):
    """Points that the unit claims on the scale of the item."""

    claimed = VietnameseDecimalField(label=gettext_lazy("Self-assessed points"), required=False, widget=PointsInput)
    value_fields = ("claimed",)

    def set_up(self) -> None:
        step = self.item.step or Decimal("0.25")
        field = self.fields["claimed"]
        field.max_value, field.step = self.item.max_points, step
        field.help_text = _("From 0 to %(max)s points, in steps of %(step)s.") % {
            "max": format_decimal(self.item.max_points),
            "step": format_decimal(step),
        }


class FigureForm(AnswerForm):
    """One figure: a number, or a percentage typed directly (never above 100)."""

    amount_a = VietnameseDecimalField(label=gettext_lazy("Figure"), required=False)
    value_fields = ("amount_a",)

    def set_up(self) -> None:
        _fit(self.fields["amount_a"], self.item, self.item.label_a)
        if self.item.kind == ItemKind.PERCENTAGE:
            self.fields["amount_a"].max_value = Decimal(100)
            self.fields["amount_a"].error_messages["too_high"] = _("Not above %(max)s.")
            self.fields["amount_a"].places = FIGURE_PLACES


class PairForm(FigureForm):
    """Two figures, from which the portal computes the percentage."""

    amount_b = VietnameseDecimalField(label=gettext_lazy("Second figure"), required=False)
    value_fields = ("amount_a", "amount_b")

    def set_up(self) -> None:
        _fit(self.fields["amount_a"], self.item, self.item.label_a)
        _fit(self.fields["amount_b"], self.item, self.item.label_b)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("not_applicable") and data.get("amount_b") == 0:
            self.add_error(
                "amount_b",
                _("With 0 here the criterion does not apply; please choose “does not apply” with its reason."),
            )
        return data


class RatioForm(PairForm):
    """A part and its whole: the part is never the larger one."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        part, whole = data.get("amount_a"), data.get("amount_b")
        if part is not None and whole and part > whole:
            facts = {"label": self.item.label_b, "max": format_decimal(whole)}
            self.add_error("amount_a", _("Not above “%(label)s”, which is %(max)s.") % facts)
        return data


class GrowthForm(PairForm):
    """This period against the one before."""


FORMS: dict[str, type[AnswerForm]] = {
    ItemKind.OPTIONS: OptionsForm,
    ItemKind.YES_NO: YesNoForm,
    ItemKind.EXPERT: ExpertForm,
    ItemKind.NUMBER: FigureForm,
    ItemKind.PERCENTAGE: FigureForm,
}
BY_MEASURE: dict[str, type[AnswerForm]] = {Measure.RATIO: RatioForm, Measure.GROWTH: GrowthForm}


def answer_form(answer: Answer, reasons: Sequence[NotApplicableReason], data: Any = None) -> AnswerForm:
    """The form of an answer by the kind of its item, filled with what is stored or with what was sent.

    `reasons`: all of the set; those that fit the answer are offered.
    """
    item = answer.item
    kind = BY_MEASURE.get(item.measure) if item.kind == ItemKind.PERCENTAGE else None
    form = (kind or FORMS[item.kind])(
        data,
        item=item,
        reasons=reasons_for(answer, reasons),
        initial=_initial(answer),
        auto_id=f"{item.code}-%s",
    )
    if answer.assessment.person_id and form.reasons:
        form.fields["not_applicable"].label = _("This criterion does not apply to the person")
    return form


def _initial(answer: Answer) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: ""}
    return {
        "version": answer.version,
        "option": answer.option_id,
        "yes_no": words[answer.yes_no],
        "amount_a": answer.amount_a,
        "amount_b": answer.amount_b,
        "claimed": answer.claimed,
        "not_applicable": answer.not_applicable,
        "na_reason": answer.na_reason_id,
        "na_text": answer.na_text,
        "narrative": answer.narrative,
    }


def points_label(points: Decimal) -> str:
    """The note on an option: `8 points` in as few digits as it takes."""
    shown = format_decimal(points) if points == points.to_integral_value() else format_points(points)
    return _("%(points)s points") % {"points": shown}


def _fit(field: VietnameseDecimalField, item: Item, label: str) -> None:
    """Whole numbers for money and counts, two places for other figures; the unit stands in the label."""
    whole = item.figure_unit == MONEY or item.number_step == 1
    field.places = 0 if whole else FIGURE_PLACES
    field.step = item.number_step
    field.label = f"{label or field.label} ({item.figure_unit})" if item.figure_unit else label or field.label
    field.widget = AmountInput() if whole else PointsInput()
    field.widget.attrs.update(field.widget_attrs(field.widget))
