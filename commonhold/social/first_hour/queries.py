"""How far the viewer is in her first hour; nobody else's business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonhold.social.first_hour.models import FirstStep
from commonhold.social.first_hour.refusals import NoSuchStep
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class StepView:
    """A step; `state` is "taken", "skipped" or, while it is open, empty."""

    step: str
    state: str


@dataclass(frozen=True)
class Progress:
    """All steps in their order."""

    steps: Sequence[StepView]

    @property
    def next(self) -> str | None:
        """The first that is still open."""
        return next((each.step for each in self.steps if not each.state), None)

    @property
    def is_over(self) -> bool:
        return self.next is None

    def after(self, step: str) -> str | None:
        """The next open one after `step`, or else the first open one."""
        names = [each.step for each in self.steps]
        later = self.steps[names.index(step) + 1 :] if step in names else self.steps
        return next((each.step for each in later if not each.state), self.next)

    def number_of(self, step: str) -> int:
        """Its place, from 1. Raises NoSuchStep."""
        names = [each.step for each in self.steps]
        if step not in names:
            raise NoSuchStep
        return names.index(step) + 1


def progress(viewer: Viewer) -> Progress:
    """Which steps the viewer has taken, skipped, or still before her."""
    rows = FirstStep.objects.filter(person_id=viewer.person_id or 0)
    states = dict(rows.values_list("step", "state"))
    return Progress([StepView(str(each), states.get(each, "")) for each in FirstStep.Step])
