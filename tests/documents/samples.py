"""Filled papers for the tests of this folder: a sheet, its receipt and a phase of 45 units."""

from assessments.example_papers import LINES, receipt, sheet
from reports.example_papers import CLUSTERS, figures, summary

__all__ = ["CLUSTERS", "LINES", "figures", "receipt", "sheet", "summary"]
