import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.fields import NFCCharField
from common.storage import private_storage

STORED_FOLDER = "stored"


def random_name(_instance: models.Model, _filename: str) -> str:
    """A name that says nothing of the file or its owner, in folders small enough for any file system."""
    token = secrets.token_hex(20)
    return f"{STORED_FOLDER}/{token[:2]}/{token}"


class StoredFile(models.Model):
    """A private file: stored under a random name, sent only by a view that checks the reader."""

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, max_length=200)
    name = NFCCharField(_("name shown"), max_length=255)
    content_type = models.CharField(_("type of content"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    scope = models.CharField(_("counted for"), max_length=80, blank=True, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    at = models.DateTimeField(_("time"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
