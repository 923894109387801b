"""Templates that an office uploads for a kind of paper: text with `{{ field }}` places and one loop over rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, NFCTextField
from documents.enums import TemplateState


class PaperTemplate(models.Model):
    """Own wording or layout of one kind; only a checked template is ever in use, one of a kind at a time."""

    kind = models.CharField(_("kind"), max_length=60)
    name = NFCCharField(_("name"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    source = NFCTextField(_("text of the template"))
    layout = models.JSONField(
        _("positions"),
        default=dict,
        blank=True,
        help_text=_("Field to its place in millimetres, on pre-printed stock."),
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    added_by = models.ForeignKey("units.User", models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["kind", "-added_at"]
        verbose_name = _("template of a paper")
        verbose_name_plural = _("templates of papers")
        constraints = [
            models.CheckConstraint(name="paper_template_state", condition=Q(state__in=TemplateState.values)),
            models.UniqueConstraint(
                fields=["kind"], name="paper_template_one_active", condition=Q(state=TemplateState.ACTIVE)
            ),
        ]

    def __str__(self) -> str:
        return self.name
