"""Questions that a page asks many times over and that have one answer while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Answers(dict[object, Any]):
    """What was answered so far; `among_writes`, not for whoever asks within a transaction."""

    among_writes = False


_answers: ContextVar[_Answers | None] = ContextVar("answers", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within, what is marked `once` is asked once. Only around what writes nothing of the kind."""
    token = _answers.set(_Answers())
    try:
        yield
    finally:
        _answers.reset(token)


@contextmanager
def among_writes() -> Iterator[None]:
    """The same around what may write anything: within its transactions all is asked anew, of the rows there.

    Whoever writes what is marked `once` says so with `changed`.
    """
    with reading():
        answers = _answers.get()
        if answers is not None:
            answers.among_writes = True
        yield


def changed() -> None:
    """From here on nothing is remembered: what was answered before may be untrue, or be rolled back."""
    _answers.set(None)


def is_reading() -> bool:
    """Does the first answer stand now?"""
    return _answers.get() is not None


def answer_once(question: Callable[..., Any], answer: object) -> None:
    """Let this be the answer that stands to what is marked `once`, while something is read."""
    answers = _answers.get()
    if answers is not None:
        answers.setdefault(getattr(question, "__wrapped__", question), answer)


def once(question: Callable[_P, _T]) -> Callable[_P, _T]:
    """While something is read, the first answer to a question without arguments stands."""

    @wraps(question)
    def asked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        answers = _answers.get()
        if answers is None or (answers.among_writes and connection.in_atomic_block):
            return question(*args, **kwargs)
        if question not in answers:
            answers[question] = question(*args, **kwargs)
        found: _T = answers[question]
        return found

    return asked
