"""Forms of opinions asked and of the public list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from awards.forms.fields import AnyDayField, PaperForm
from awards.models import Proposal
from common.models import CitedDocument

NAME_LENGTH = 300
PAPER = ("kind", "number", "date", "issuer")


class AskForm(PaperForm):
    """Whom the letter asks, and the letter; the last day follows from the term."""

    asked = CleanText(label=_("Who is asked"), max_length=NAME_LENGTH)
    sent_on = DayField(label=_("Sent on"))

    field_order = ("asked", "sent_on", *PAPER, "file")


class LetterForm(forms.Form):
    """Whom the letter asks, one on each line."""

    asked = CleanText(
        label=_("Who is asked"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One organisation on each line; each gets the same letter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "letter_%s", **kwargs})

    @property
    def names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["asked"].splitlines() if line.strip()]

    def clean_asked(self) -> str:
        text: str = self.cleaned_data["asked"]
        if any(len(line.strip()) > NAME_LENGTH for line in text.splitlines()):
            raise forms.ValidationError(_("A name has at most %(count)s letters.") % {"count": NAME_LENGTH})
        return text


class AnswerForm(PaperForm):
    """The answer in words, with its letter where there is one."""

    answered_on = DayField(label=_("Answered on"))
    answer = CleanText(label=_("Answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = ("answered_on", "answer", *PAPER, "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PAPER:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """The letter is named whole or not at all."""
        data = super().clean() or {}
        given = [name for name in PAPER if data.get(name)]
        if given or data.get("file"):
            for name in PAPER:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, forms.Field.default_error_messages["required"])
        return data

    def letter(self) -> CitedDocument | None:
        return self.document() if self.cleaned_data["kind"] else None


class NoticeForm(forms.Form):
    """From when, until when, and where the list is public."""

    from_on = AnyDayField(label=_("Public from"))
    to_on = AnyDayField(
        label=_("Public to"), required=False, help_text=_("Empty: the last day by the term. A later day may be set.")
    )
    place = CleanText(
        label=_("Where"), max_length=300, help_text=_("The board, the website; the page of the portal comes by itself.")
    )


class NoticeOpinionForm(forms.Form):
    """What came in about the list."""

    sender = CleanText(label=_("Sender"), max_length=300)
    received_on = DayField(label=_("Received on"))
    proposal = forms.ModelChoiceField(
        label=_("About"), queryset=Proposal.objects.none(), required=False, empty_label=_("The list as a whole")
    )
    text = CleanText(label=_("Opinion"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, proposals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].queryset = proposals


class WordsForm(forms.Form):
    """One text: how an opinion was dealt with, or the conclusion."""

    text = CleanText(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class ConclusionForm(WordsForm):
    """The conclusion on the public list; while the list is still public also why it ends earlier."""

    early_reason = CleanText(label=_("Reason for closing before this day is over"), max_length=300)

    field_order = ("early_reason", "text")

    def __init__(self, *args: Any, is_early: bool, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Conclusion"), **kwargs)
        if not is_early:
            del self.fields["early_reason"]
