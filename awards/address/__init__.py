"""Addresses of awards, one module a part."""
