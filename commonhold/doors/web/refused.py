"""What an action refuses stands at the form that asked for it, with all that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django import forms

from commonhold.ground.refusal import NotFound, Refusal


class Asking(Protocol):
    """A form that says a refusal where it belongs."""

    def refuse(self, refusal: Refusal) -> None: ...


class RefusedForm(forms.Form):
    """A form that says a refusal where it belongs."""

    def refuse(self, refusal: Refusal) -> None:
        """Beside its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


@contextmanager
def refused_at(form: Asking) -> Iterator[None]:
    """A refusal ends what is within, and the form tells it. Raises NotFound for what is not there at all."""
    try:
        yield
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
