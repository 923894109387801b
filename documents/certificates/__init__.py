"""Certificates: boxes in millimetres, text fitted into them, drawn by the hundred without a layout engine."""
