import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.fields import NFCCharField
from common.storage import private_storage

PARTS_FOLDER = "parts"


def random_part_name(_instance: models.Model, _filename: str) -> str:
    token = secrets.token_hex(20)
    return f"{PARTS_FOLDER}/{token[:2]}/{token}"


class PartialUpload(models.Model):
    """A file on its way in parts; `received` bytes are here. `place` says which form of the owner it is for.

    Times are the machine's: a leftover is swept by its real age.
    """

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner"))
    place = models.CharField(_("form"), max_length=200)
    name = NFCCharField(_("name shown"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, help_text=_("As the browser announced it."))
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)
    touched_at = models.DateTimeField(_("last part received"), default=clock.machine_now)

    class Meta:
        verbose_name = _("unfinished upload")
        verbose_name_plural = _("unfinished uploads")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size


class UploadPart(models.Model):
    """Some bytes of a file on its way, from `offset` on."""

    upload = models.ForeignKey(PartialUpload, models.CASCADE, related_name="parts", verbose_name=_("unfinished upload"))
    offset = models.PositiveBigIntegerField(_("first byte"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_part_name, max_length=200)

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        ordering = ["upload", "offset"]
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="upload_part_once")]

    def __str__(self) -> str:
        return f"{self.upload} ({self.offset})"
