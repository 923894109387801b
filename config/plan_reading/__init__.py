"""How the plan files are read: text, then rows, then what the rows say about each other."""
