"""Proposals, ballots, counts and mandates."""
