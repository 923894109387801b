"""Who may do what with awards, one module a part."""
