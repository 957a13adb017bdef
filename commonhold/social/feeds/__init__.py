"""Posts in the order that a reader chose."""
