"""Several who act at the same moment, each over a connection of her own, where commits are real."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from commonhold.ground.refusal import Refusal

_PATIENCE = 120.0  # seconds until all must have begun, or be done


def at_once(*acts: Callable[[], object]) -> list[Refusal | None]:
    """What each was refused, in their order; None for what went well. Raises what else one of them raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Refusal | None:
        try:
            start.wait(_PATIENCE)
            act()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as hands:
        return [done.result(_PATIENCE) for done in [hands.submit(run, act) for act in acts]]


def ended_at_once(*acts: Callable[[], object]) -> list[str]:
    """How each ended, sorted: "done", or the name of the refusal."""
    return sorted("done" if each is None else type(each).__name__ for each in at_once(*acts))


def refused_at_once(*acts: Callable[[], object]) -> list[Refusal]:
    """The refusals alone."""
    return [each for each in at_once(*acts) if each is not None]
