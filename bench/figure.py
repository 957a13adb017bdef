"""One measured number, and what it should be."""

from __future__ import annotations

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


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
