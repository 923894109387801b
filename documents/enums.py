"""Codes of the documents app that are stored in the database."""

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    """Life of a paper (architecture decision 10); a receipt goes straight to issued, it has no number."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    SIGNED = "signed", _("Signed")
    NUMBERED = "numbered", _("Numbered")
    ISSUED = "issued", _("Issued")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class Steps(enum.Enum):
    """The way of a kind to its issue: the order of signature and number is the kind's own."""

    DIRECT = "direct"  # receipts, certificates of a batch: issued in one step
    UNNUMBERED = "unnumbered"  # approved, signed, issued
    SIGNED_FIRST = "signed_first"  # Decree 30/2020, article 15: a paper gets its number after the signature
    NUMBERED_FIRST = "numbered_first"  # an electronic paper: number and day stand in the file that is signed


class RenditionKind(models.TextChoices):
    APPROVED = "approved", _("As approved")
    TO_SIGN = "to_sign", _("File to be signed")
    ISSUED = "issued", _("As issued")
    SIGNED = "signed", _("Signed copy")
    COPY = "copy", _("Copy")


class Keeper(models.TextChoices):
    """Who gives the numbers of a series: the portal (gapless) or the agency's clerk (typed in)."""

    PORTAL = "portal", _("The portal")
    CLERK = "clerk", _("The agency's clerk")


class SignatureState(models.TextChoices):
    """What the check of a signed copy found."""

    VALID = "valid", _("Valid signature, content unchanged")
    UNTRUSTED = "untrusted", _("Content unchanged, signer not known to the portal")
    CHANGED = "changed", _("The content was changed")
    NONE = "none", _("No signature in the file")


class TemplateState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")


class ItemState(models.TextChoices):
    """One document of a batch."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
