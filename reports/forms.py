"""The form of one part of a phase report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import CleanText
from campaign.enums import ReportPart

HINTS = {
    ReportPart.LIMITS: _("Below the limits, state their objective and subjective causes."),
    ReportPart.LESSONS: _("What helped and what hindered, so that the next phase can be done better."),
    ReportPart.NEXT: _("Tasks and solutions of the next phase, with who does them."),
    ReportPart.PROPOSALS: _("What is asked of the province and of other bodies."),
}


class SectionForm(forms.Form):
    """The words of a part; every line is a paragraph of the paper."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = CleanText(label=_("Text"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 14}))

    def __init__(self, *args: object, part: ReportPart, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        hint = HINTS.get(part, _("The sentences come from the data and can be changed."))
        # Never “optional”: a part may be saved half done, the report wants all of it.
        self.fields["text"].needed_later = True
        self.fields["text"].help_text = _("%(hint)s Every line is a paragraph.") % {"hint": hint}
