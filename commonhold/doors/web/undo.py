"""Words about something just done that can still be taken back: on the next page, or at once for a script."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest


@dataclass(frozen=True)
class Undo:
    """A form of one button: where it posts to, and what it sends."""

    action: str
    fields: dict[str, str]


def say_with_undo(request: HttpRequest, words: str, *, action: str, **fields: object) -> None:
    """Say it with a button that posts `fields` to `action`, an address of ours."""
    sent = {name: str(value) for name, value in fields.items()}
    messages.success(request, words, extra_tags=json.dumps([action, sent]))


def undo_of(message: Message) -> Undo | None:
    """How what a message tells of is taken back."""
    try:
        action, fields = json.loads(message.extra_tags or "")
    except ValueError:
        return None
    return Undo(action, fields)
