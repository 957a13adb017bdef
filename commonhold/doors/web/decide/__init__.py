"""Proposals, ballots and counts on the web."""
