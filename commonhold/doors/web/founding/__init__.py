"""The first-run page: founding a co-op."""
