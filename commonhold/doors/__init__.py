"""Doors: how the world comes in. Doors translate; they decide nothing."""
