"""Proposing: what can be decided, the form of each kind, and what stands in the address."""
