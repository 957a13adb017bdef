"""Talking a proposal over, on the web."""
