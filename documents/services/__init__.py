"""Writes of papers: issuing, numbers, signed copies."""

from documents.services.issuing import document_issue

__all__ = ["document_issue"]
