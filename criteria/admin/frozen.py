"""A published set is read-only everywhere in the back office."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.access import Denied, Refused
from common.admin_base import PortalInline
from criteria.models import CriteriaSet, FrozenBySet

PUBLISHED = Denied(
    "set_published",
    gettext_lazy("This criteria set is published and cannot change; a new version is needed."),
    status=409,
)


def set_of(row: Model | None) -> CriteriaSet | None:
    """The set a row belongs to; a set belongs to itself."""
    if isinstance(row, CriteriaSet):
        return row
    return row.owner_set() if isinstance(row, FrozenBySet) else None


def is_frozen(row: Model | None) -> bool:
    """Whether the row stands in a published or retired set."""
    found = set_of(row)
    return found is not None and not found.is_draft


class FrozenMixin:
    """Rows of a draft are changed, those of a published set are shown; trying to change them says why not."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_frozen(obj)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        self._refuse_frozen(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self._refuse_frozen(request, object_id)
        return super().delete_view(request, object_id, extra_context)

    def _refuse_frozen(self, request: HttpRequest, object_id: str | None) -> None:
        row = self.get_object(request, object_id) if object_id else None
        if not self.writes(request) or not is_frozen(row):
            return
        if request.method == "POST":
            raise Refused(PUBLISHED, todo=_("Make a new version of the set and change that."))
        self.message_user(request, str(PUBLISHED.reason), messages.INFO)


class FrozenInline(PortalInline):
    """Rows below a row of a set."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and not is_frozen(obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_frozen(obj)
