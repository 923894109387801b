"""Issued papers: frozen bytes, number, date, signer and what a stranger needs to check them."""

from documents.models.batches import Batch, BatchItem
from documents.models.issued import IssuedDocument, Rendition, SignatureCheck
from documents.models.series import NumberSeries, OutsideNumber, VoidNumber
from documents.models.templates import PaperTemplate

__all__ = [
    "Batch",
    "BatchItem",
    "IssuedDocument",
    "NumberSeries",
    "OutsideNumber",
    "PaperTemplate",
    "Rendition",
    "SignatureCheck",
    "VoidNumber",
]
