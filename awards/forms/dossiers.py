"""Forms of dossiers: a paper for a part, the return."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import DayField
from assessments.forms.fields import CleanText
from assessments.forms.sheets import upload_hint
from awards.forms.fields import AnyDayField, DropField
from awards.models import DossierPart
from awards.queries.dossiers import FrozenPaper
from awards.services.dossier_answers import ReturnInput
from awards.services.dossiers import PaperFacts


class UploadForm(forms.Form):
    """One file for one part, with its number and day where it has them."""

    file = DropField(label=_("File"))
    number = CleanText(label=_("Number and symbol"), required=False, max_length=80)
    date = DayField(label=_("Date of the document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "upload-%s", **kwargs})
        self.fields["file"].widget.hint = upload_hint()

    def facts(self) -> PaperFacts:
        return PaperFacts(number=self.cleaned_data["number"], date=self.cleaned_data["date"])


class FrozenForm(forms.Form):
    """One of the papers that the portal holds already."""

    paper = forms.ChoiceField(label=_("Paper of the portal"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, papers: list[FrozenPaper], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "paper-%s", **kwargs})
        self.fields["paper"].choices = [(row.key, row.title) for row in papers]


class ReturnForm(forms.Form):
    """What does not meet which rule, and until when the dossier may come again."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    ground = CleanText(
        label=_("Legal ground"),
        max_length=300,
        help_text=_("The rule that the dossier does not meet: article, clause, document."),
    )
    missing = forms.ModelMultipleChoiceField(
        label=_("Parts that are missing or do not meet it"),
        queryset=DossierPart.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = CleanText(
        label=_("What does not meet it"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit reads it; it is printed in the letter of return."),
    )
    send_again_by = AnyDayField(
        label=_("To be sent again by"), help_text=_("This day counts; after it the dossier is not considered any more.")
    )

    def __init__(self, *args: Any, parts: list[DossierPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = DossierPart.objects.filter(pk__in=[part.pk for part in parts])
        self.fields["missing"].queryset = rows.order_by("order", "pk")

    def values(self) -> ReturnInput:
        data = self.cleaned_data
        return ReturnInput(
            ground=data["ground"],
            reason=data["reason"],
            send_again_by=data["send_again_by"],
            missing=list(data["missing"]),
        )
