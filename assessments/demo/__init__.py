"""Sheets, evidence, marks and results of the demonstration (config's command `demo` calls `stages`)."""
