"""Accounts, what they may do (memberships), what they must keep away from, and their inbox."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from units.enums import ConflictKind, Role
from units.models.dated import Dated, dates_in_order, one_per_start
from units.models.persons import Person
from units.models.units import Unit


class User(AbstractUser):
    """An account. Rights come from memberships alone; `is_staff` and `is_superuser` give none."""

    first_name = None
    last_name = None
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = NFCCharField(_("name shown"), max_length=200, blank=True)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("person")
    )
    language = models.CharField(
        _("language"), max_length=5, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )

    class Meta:
        ordering = ["username"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Membership(Dated):
    """One role of one account in one unit between two days."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("account"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)

    class Meta:
        ordering = ["user__username", "role"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            dates_in_order("membership_dates_in_order"),
            models.CheckConstraint(name="membership_role", condition=models.Q(role__in=Role.values)),
            *one_per_start("membership_once_per_start", "user", "unit", "role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class ConflictOfInterest(Dated):
    """A declared reason to keep away from a unit; the own unit and its neighbours in the tree need no declaration."""

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts", verbose_name=_("account"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=ConflictKind.choices)
    note = NFCTextField(_("note"), blank=True)
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, help_text=_("From then on it keeps nobody away; the row stays.")
    )

    class Meta:
        ordering = ["user__username", "unit__code"]
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [dates_in_order("conflict_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.user}: {self.unit}"


class InboxMessage(models.Model):
    """A message to an account, with a link to the work and a date when there is one.

    One that asks for a decision names its `matter`; it is settled for everybody once somebody has decided.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="inbox", verbose_name=_("account"))
    text = NFCTextField(_("text"))
    link = models.CharField(_("link"), max_length=300, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    matter = models.CharField(_("matter to decide"), max_length=80, blank=True, editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["user", "read_at"], name="inbox_unread"),
            models.Index(fields=["matter"], condition=~models.Q(matter=""), name="inbox_matter"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
