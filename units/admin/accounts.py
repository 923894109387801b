"""People, accounts, roles, conflicts of interest. Accounts are kept by administrators alone."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.admin_base import ADMINISTRATORS, NOBODY, PortalAdmin, PortalInline, ReadOnlyAdmin
from common.events import event_log
from units.models import ConflictOfInterest, InboxMessage, Membership, Person, User


@admin.register(Person)
class PersonAdmin(PortalAdmin):
    list_display = ("full_name", "job_title", "unit", "category")
    list_filter = ("category", "sex")
    list_select_related = ("unit",)
    search_fields = ("search",)
    autocomplete_fields = ("unit",)


class MembershipInline(PortalInline):
    model = Membership
    kept_by = ADMINISTRATORS
    # A role ends on a day; the row stays for the history.
    deletes = False
    autocomplete_fields = ("unit",)
    fields = ("role", "unit", "valid_from", "valid_to")


class ConflictInline(PortalInline):
    """Declared and withdrawn on the pages of the appraisal; read here."""

    model = ConflictOfInterest
    kept_by = NOBODY
    fields = ("unit", "kind", "note", "valid_from", "valid_to", "withdrawn_at")


class AccountForm(forms.ModelForm):
    """An account without its password: that is chosen by its owner through a letter."""

    class Meta:
        model = User
        fields = ("username", "display_name", "email", "person", "language", "is_active")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip()
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another account has this address."), code="duplicate")
        return email


@admin.register(User)
class AccountAdmin(PortalAdmin):
    """Accounts and what they may do; nobody types a password for somebody else."""

    kept_by = ADMINISTRATORS
    deletes = False
    form = AccountForm
    list_display = ("username", "display_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "email", "person__search")
    autocomplete_fields = ("person",)
    inlines = (MembershipInline, ConflictInline)
    actions = ("send_password_letter",)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is not Membership:
            return
        changed = [(row, "membership.changed") for row, _fields in formset.changed_objects]
        for row, action in [(row, "membership.added") for row in formset.new_objects] + changed:
            data = {
                "unit": row.unit.code,
                "role": row.role,
                "from": row.valid_from.isoformat() if row.valid_from else "",
                "to": row.valid_to.isoformat() if row.valid_to else "",
            }
            event_log(actor=request.user, action=action, target=row.user, data=data)

    @admin.action(description=_("Send the letter for choosing a password"), permissions=["change"])
    def send_password_letter(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        with_address = [row for row in queryset if row.email and row.is_active]
        for row in with_address:
            form = ResetPasswordForm({"email": row.email})
            if form.is_valid():
                form.save(request)
        count = len(with_address)
        text = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
        left = queryset.count() - count
        if left:
            text = ngettext(
                "%(count)s account has no address or is switched off.",
                "%(count)s accounts have no address or are switched off.",
                left,
            )
            self.message_user(request, text % {"count": left}, messages.WARNING)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who has which role where; changed on the page of the account."""

    list_display = ("user", "role", "unit", "valid_from", "valid_to")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "user__person__search", "unit__code", "unit__versions__search")


@admin.register(ConflictOfInterest)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ("user", "unit", "kind", "valid_from", "valid_to", "withdrawn_at")
    list_filter = ("kind",)
    list_select_related = ("user", "unit")
    search_fields = ("user__username", "unit__code")


@admin.register(InboxMessage)
class InboxMessageAdmin(ReadOnlyAdmin):
    list_display = ("user", "sent_at", "due", "read_at", "settled_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
