"""One measured number, and what it should be."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`target` is "" where nothing is promised; then `ok` says only that it was measured."""

    name: str
    value: float
    unit: str
    target: str = ""
    ok: bool = True

    def line(self) -> str:
        wanted = f"{self.target:>10}  {'ok' if self.ok else 'MISSED'}" if self.target else ""
        return f"{self.name:<58} {self.value:>12,.4g} {self.unit:<12} {wanted}".rstrip()


def at_least(target: float, name: str, value: float, unit: str) -> Figure:
    return Figure(name, value, unit, f">= {target:g}", value >= target)


def below(target: float, name: str, value: float, unit: str) -> Figure:
    return Figure(name, value, unit, f"< {target:g}", value < target)


def at_most(target: float, name: str, value: float, unit: str) -> Figure:
    return Figure(name, value, unit, f"<= {target:g}", value <= target)


def on_the_reference(target: float, name: str, value: float, unit: str, *, times: float) -> list[Figure]:
    """A time as it was taken, and as the machine of the targets would have it, which is what is judged.

    `times` is how much dearer all is here (`bench/floor.py`).
    """
    return [Figure(name, value, unit), at_most(target, f"{name}, there", value / times, unit)]


@dataclass(frozen=True)
class Spent:
    """Seconds that a piece of work took, and how many of them this program was on a processor."""

    wall: float
    cpu: float


def best_of(rounds: int, work: Callable[[int], object]) -> Spent:
    """The least of several rounds: what others on the machine add is left out as far as may be.

    `work` is told the round's number, from 0.
    """
    spent = []
    for number in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work(number)
        spent.append(Spent(time.perf_counter() - wall, time.process_time() - cpu))
    return Spent(min(each.wall for each in spent), min(each.cpu for each in spent))


def load() -> Figure:
    """How busy the machine was already: more than its processors, and every time below is too long."""
    words = f"load of the last minute; this machine has {os.cpu_count()} processors"
    return Figure(words, os.getloadavg()[0], "at work")
