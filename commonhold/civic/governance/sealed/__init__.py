"""Sealed votes: the trustees' key, the voters' credentials, the box, and the count that opens no ballot.

How a sealed vote goes, and who could attack it, stands in docs/rules/ballots.md. Nothing here knows a secret:
trustees and voters keep theirs in their browsers. Read it in this order: models, question, ceremony, opening,
box, counting.
"""
