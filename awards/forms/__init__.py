"""Forms of awards, one module a part."""
