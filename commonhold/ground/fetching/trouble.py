"""Why a page could not be read. These are not refusals: nobody did anything wrong here."""

from __future__ import annotations


class CannotFetch(Exception):
    """The page could not be read."""


class UnsafeAddress(CannotFetch):
    """The address is not of the open web, or its name leads to where strangers may not send us."""


class TooManyTurns(CannotFetch):
    """One address led to the next, too often."""


class NoAnswer(CannotFetch):
    """There is no such name, nobody listens, or what answers doesn't speak HTTP."""


class NotFine(CannotFetch):
    """The other server said something else than 200."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"status {status}")


class OtherKind(CannotFetch):
    """It is not of a kind that was asked for."""


class TookTooLong(CannotFetch):
    """The time is over."""


class TooMuchCame(CannotFetch):
    """More bytes than anybody needs to say this."""
