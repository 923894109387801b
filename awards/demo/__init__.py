"""The awards of the demonstration, from the published phase to the decisions and what became of them."""
