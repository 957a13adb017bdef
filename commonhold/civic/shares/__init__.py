"""Shares: what each member owns of the co-op, in an append-only register that always equals the books."""
