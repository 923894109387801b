"""The kernel: what has no word of the domain. Nothing here imports another app of the portal."""
