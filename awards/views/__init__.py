"""Pages of awards, one module a journey."""
