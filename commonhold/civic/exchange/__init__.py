"""Offers and requests among people, what two of them agree on, and what both say afterwards."""
