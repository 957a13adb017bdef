"""Dues and the solidarity fund: where the co-op's money comes from."""
