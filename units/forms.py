"""Forms of the units app."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import TypedDayField
from units.queries import clusters_all, kinds_all


class UnitFilter(forms.Form):
    """Which units, and as they stood on which day."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind of unit"), required=False)
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    day = TypedDayField(label=_("On the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *((row.code, row.name) for row in kinds_all())]
        self.fields["cluster"].choices = [("", _("All clusters")), *((row.code, row.name) for row in clusters_all())]
