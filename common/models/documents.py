from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock, text
from common.dates import format_day
from common.fields import NFCCharField


class CitedDocument(models.Model):
    """A paper that the portal refers to: a plan, a decision, a report kept elsewhere or stored as a file."""

    kind = NFCCharField(_("kind of document"), max_length=80)
    number = NFCCharField(_("number and symbol"), max_length=80, blank=True)
    date = models.DateField(_("date of the document"), null=True, blank=True)
    issuer = NFCCharField(_("issued by"), max_length=255, blank=True)
    title = NFCCharField(_("title of the document"), max_length=500, blank=True)
    file = models.ForeignKey(
        "common.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    search_text = models.TextField(editable=False, blank=True)
    at = models.DateTimeField(_("time"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("cited document")
        verbose_name_plural = _("cited documents")
        ordering = ["-date", "id"]

    def __str__(self) -> str:
        number = f" số {self.number}" if self.number else ""
        day = f" ngày {format_day(self.date)}" if self.date else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        return f"{self.kind}{number}{day}{issuer}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = text.search_text(f"{self.kind} {self.number} {self.issuer} {self.title}")
        super().save(*args, **kwargs)
