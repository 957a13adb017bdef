"""Jurors whom co-ops lend each other, where too few of one's own may judge."""
