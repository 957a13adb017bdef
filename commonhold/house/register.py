"""Who offers what: every job, subscription, decision and charter section of the house, on one page."""

from __future__ import annotations

from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news


def wire() -> None:
    """Join the rooms. Called once, when Django has loaded them all."""
    _jobs()


def _jobs() -> None:
    jobs.offer(news.TELL)
