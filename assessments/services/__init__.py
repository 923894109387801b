"""Writes of the assessments app, one file a part of the journey."""
