"""Issued papers: frozen bytes, number, date, signer and what a stranger needs to check them."""

from documents.models.issued import IssuedDocument, Rendition
from documents.models.series import NumberSeries

__all__ = ["IssuedDocument", "NumberSeries", "Rendition"]
