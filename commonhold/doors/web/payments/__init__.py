"""Payments on pages: statements, what waits of them, payout runs, and each member's own."""
