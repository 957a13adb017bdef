"""One's own data: who gets what, for what, and who looked."""
