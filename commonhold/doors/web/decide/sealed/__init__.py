"""Sealed votes: the ballot that a browser seals, the trustees' page, and the board that everybody reads."""
