"""Issued papers: frozen bytes, number, date, signer and what a stranger needs to check them."""

from documents.models.batches import Batch, BatchItem
from documents.models.issued import IssuedDocument, Rendition, SignatureCheck
from documents.models.series import NumberSeries, VoidNumber
from documents.models.templates import PaperTemplate

__all__ = [
    "Batch",
    "BatchItem",
    "IssuedDocument",
    "NumberSeries",
    "PaperTemplate",
    "Rendition",
    "SignatureCheck",
    "VoidNumber",
]
