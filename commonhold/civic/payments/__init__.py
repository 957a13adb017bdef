"""Payments: what is to come and what the co-op owes, by bank, by card and by file."""
