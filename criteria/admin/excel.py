"""Criteria in Excel: out of the sets the list shows, into the one draft that is chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.forms import ConfirmImportForm

from common.sheet_admin import SheetAdminMixin, SheetImportForm
from criteria.models import CriteriaSet, Item
from criteria.queries import draft_sets, items_of_criteria
from criteria.resources import CriteriaResource


class DraftField(forms.ModelChoiceField):
    """Only drafts can be chosen, so nothing published is ever written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(draft_sets(), label=_("Draft that the rows go into"), **kwargs)


class CriteriaImportForm(SheetImportForm):
    criteria_set = DraftField(help_text=_("A published set never changes: make a new version of it first."))
    field_order = ("criteria_set", "import_file")


class CriteriaConfirmForm(ConfirmImportForm):
    criteria_set = DraftField(widget=forms.HiddenInput)


class CriteriaExcelMixin(SheetAdminMixin):
    resource_classes: Sequence[type[CriteriaResource]] = (CriteriaResource,)
    import_form_class = CriteriaImportForm
    confirm_form_class = CriteriaConfirmForm
    export_name = "Tieu-chi"

    def get_confirm_form_initial(self, request: HttpRequest, import_form: forms.Form | None) -> dict[str, Any]:
        initial = super().get_confirm_form_initial(request, import_form)
        if import_form is not None:
            initial["criteria_set"] = import_form.cleaned_data["criteria_set"].pk
        return initial

    def get_import_resource_kwargs(self, request: HttpRequest, form: forms.Form, **kwargs: Any) -> dict[str, Any]:
        chosen: CriteriaSet | None = getattr(form, "cleaned_data", {}).get("criteria_set")
        return {"criteria_set": chosen}

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        return items_of_criteria(super().get_export_queryset(request))
