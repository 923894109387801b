"""The wiring: settings, addresses, and the commands that touch every floor."""
