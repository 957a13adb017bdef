"""What this place is, and what its pages are made of."""
