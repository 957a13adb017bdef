"""Civic floor: owning, deciding, paying, and judging together."""
