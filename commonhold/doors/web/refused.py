"""What an action refuses stands at the form that asked for it, with all that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from commonhold.ground.refusal import NotFound, Refusal


class Asking(Protocol):
    """A form that says a refusal where it belongs."""

    def refuse(self, refusal: Refusal) -> None: ...


@contextmanager
def refused_at(form: Asking) -> Iterator[None]:
    """A refusal ends what is within, and the form tells it. Raises NotFound for what is not there at all."""
    try:
        yield
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
