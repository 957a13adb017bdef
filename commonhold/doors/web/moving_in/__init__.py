"""Moving in: what the co-op kept elsewhere, for whoever holds the mandate; and claiming a membership."""
