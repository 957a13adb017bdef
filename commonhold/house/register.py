"""Who offers what: every charter section, decision, job and subscription of the house, on one page."""

from __future__ import annotations

from commonhold.ground.charter import register as charter
from commonhold.ground.charter.deciding import DecidingCharter
from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news


def wire() -> None:
    """Join the rooms. Called once, when Django has loaded them all."""
    _charter_in_reading_order()
    _jobs()


def _charter_in_reading_order() -> None:
    charter.offer(DecidingCharter)


def _jobs() -> None:
    jobs.offer(news.TELL)
