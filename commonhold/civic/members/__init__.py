"""Owners: applying, vouching, joining, leaving."""
