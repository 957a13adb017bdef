"""Open connections that nobody is using, for whoever asks the database next.

Each holds the names of all tables and what was prepared, some three megabytes, and a server has a dozen
threads of which two or three are at work. So a thread keeps a connection while it works, and lays it down
afterwards.
"""

from __future__ import annotations

from threading import Condition, local
from typing import Any

#: So many are open at once where work can wait a little for one that is laid down; more when it can't.
MOST = 6
_PATIENCE = 0.02  # seconds


class Idle:
    """The connections of one program to its database. Whoever asks gets the one laid down last."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._file = ""  # of which database; empty while none are kept
        self._open = 0  # at work, or laid down
        self._laid_down: list[Any] = []
        self._rested: list[Any] = []  # of these, whatever nobody took since `let_go`
        self._of_thread = local()

    @property
    def keeps(self) -> bool:
        return bool(self._file)

    @property
    def lends(self) -> bool:
        """Does the thread that asks lay down its connection between two pieces of work?"""
        return self.keeps and not self._holds

    def hold(self) -> None:
        """The thread that asks has one of its own from here on, beside those that are lent.

        For one that asks the same few statements all day, and finds them prepared.
        """
        self._of_thread.holds = True

    @property
    def _holds(self) -> bool:
        return getattr(self._of_thread, "holds", False)

    def keep(self, file: str) -> None:
        """From now on keep those to this file: for a program that has many threads, and forks no more."""
        self._file = file

    def take(self, file: str) -> Any:
        """One to this file, ready for use; None where a new one has to be opened."""
        if file != self._file or self._holds:
            return None
        with self._changed:
            if not self._laid_down and self._open >= MOST:
                self._changed.wait_for(lambda: self._laid_down, _PATIENCE)
            if self._laid_down:
                taken = self._laid_down.pop()
                self._rested = [each for each in self._rested if each is not taken]
                return taken
            self._open += 1
            return None

    def lay_down(self, file: str, connection: Any, *, is_fit: bool = True) -> bool:
        """Whether it is kept; else it is to be closed, as is one that is not fit for others, or within a
        transaction.
        """
        if file != self._file or self._holds:
            return False
        if is_fit and not connection.in_transaction:
            with self._changed:
                if self._open <= MOST:
                    self._laid_down.append(connection)
                    self._changed.notify()
                    return True
        self.miss(file)
        return False

    def miss(self, file: str) -> None:
        """One that `take` left to be opened could not be, or is closed."""
        if file == self._file and not self._holds:
            with self._changed:
                self._open = max(0, self._open - 1)  # some are older than the keeping

    def let_go(self) -> None:
        """Close those that nobody took since this was asked before, but one: what a burst needed goes."""
        with self._changed:
            rested = self._rested[: max(0, len(self._laid_down) - 1)]
            self._laid_down = [each for each in self._laid_down if all(each is not one for one in rested)]
            self._rested = list(self._laid_down)
            self._open = max(0, self._open - len(rested))
        for each in rested:
            each.close()

    def end(self) -> None:
        """Keep none any more, and close what is kept."""
        with self._changed:
            self._file, self._open, laid_down = "", 0, self._laid_down
            self._laid_down, self._rested = [], []
        for each in laid_down:
            each.close()


IDLE = Idle()
