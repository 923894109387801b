"""Who may do what about awards, each part in its own file."""
