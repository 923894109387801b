"""Writes of the awards app, one module a part."""
