"""Checking a vote from its published files alone, whoever made them (docs/rules/ballots.md).

It shares nothing with the booth but the group's arithmetic (`rulebook.ristretto`): it reads JSON, hashes, and
writes its equations by itself, so that one mistake does not hide another. Read it in this order: reading,
equations, question, ceremony, ballots, counting, bundle; `published` is for confidential ballots.
"""

from rulebook.verifying.bundle import verify
from rulebook.verifying.reading import Rejected
from rulebook.verifying.verdict import Verdict

__all__ = ["Rejected", "Verdict", "verify"]
