"""JSON that is typed into a command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


def typed_object(text: str) -> dict[str, Any]:
    """A JSON object. Raises Refusal."""
    try:
        written = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal(_("This is not JSON: {error}."), error=error) from None
    if not isinstance(written, dict):
        raise Refusal(_("A JSON object is needed here, such as {example}."), example='{"kind": "…"}')
    return written


def decisions_in(written: Sequence[Any]) -> list[Decision]:
    """Decisions as JSON data. Raises Refusal."""
    if not all(isinstance(each, dict) for each in written):
        raise Refusal(_("A decision is a JSON object with a “kind”."))
    return [codec.decode(each) for each in written]
