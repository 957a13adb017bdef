"""A refusal: the house says no, in words that a member understands."""

from __future__ import annotations

from django.utils.functional import Promise


class Refusal(Exception):
    """An action was not allowed or not possible; nothing was changed.

    `words` says what happened and what to do next; `{name}` places are filled from `values`.
    `field` names the form field that the words belong beside, when there is one.
    """

    def __init__(self, words: str | Promise, *, field: str | None = None, **values: object) -> None:
        self.words = words
        self.values = values
        self.field = field
        super().__init__(words)

    def __str__(self) -> str:
        return str(self.words).format(**self.values)


class NotFound(Refusal):
    """What was asked for does not exist, or not for this viewer: the two look the same."""
