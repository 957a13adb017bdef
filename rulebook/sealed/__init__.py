"""Sealed ballots: the booth, the trustees, and the count that opens no ballot (docs/rules/ballots.md).

Exponential ElGamal over ristretto255. Read it in this order: question, proofs, signatures, trustees,
opening, booth, tally, bundle. What checks all this is `rulebook.verifying`, which shares nothing with it
but the group.
"""
