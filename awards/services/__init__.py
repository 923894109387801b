"""Writes of awards, each part in its own file."""
