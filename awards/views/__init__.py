"""Pages of awards, one file a journey."""
