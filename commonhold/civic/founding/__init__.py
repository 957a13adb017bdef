"""How a co-op begins."""
