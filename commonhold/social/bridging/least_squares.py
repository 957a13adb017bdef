"""Alternating least squares with numpy; only `axis.py` comes here, when numpy is there."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Wholes = np.ndarray[Any, np.dtype[np.int32]]

ROUNDS = 10
_HABIT, _PLACE = 1.0, 0.4  # how strongly each is held near nothing
_FULL = 1_000


def last_words(by: Wholes, of: Wholes, said: Any) -> tuple[Wholes, Wholes, Any]:
    """One rating for each rater and post, the last of them."""
    key = by.astype(np.int64) * (int(of.max()) + 1) + of
    _keys, last = np.unique(key[::-1], return_index=True)
    kept = len(key) - 1 - last
    return by[kept], of[kept], said[kept]


def fitted_places(by: Wholes, of: Wholes, worthwhile: Any, *, seed: int) -> Wholes:
    """What `axis.places` promises."""
    people, things = int(by.max()) + 1, int(of.max()) + 1
    said = worthwhile.astype(np.float32)
    said -= said.mean()
    slant = np.random.default_rng(seed).choice(np.array([-1.0, 1.0]), things)
    merit, place = np.zeros(things), np.zeros(people)
    for _round in range(ROUNDS):
        habit, place = _fitted(by, said - merit[of].astype(np.float32), slant[of].astype(np.float32), people)
        place = _unit(place)
        merit, slant = _fitted(of, said - habit[by].astype(np.float32), place[by].astype(np.float32), things)
    far = float(np.quantile(np.abs(place), 0.95)) or 1.0
    scaled: Wholes = np.rint(place * (_FULL / far)).astype(np.int32)
    outside = scaled[np.abs(scaled) >= _FULL // 2]
    return -scaled if len(outside) and outside[0] > 0 else scaled


def _fitted(of: Wholes, said: Any, along: Any, many: int) -> tuple[Floats, Floats]:
    """For each group of ratings the level and the slope that explain them best, both held near nothing."""
    count = np.bincount(of, minlength=many) + _HABIT
    s_x = np.bincount(of, along, many)
    s_xx = np.bincount(of, along * along, many) + _PLACE
    s_y = np.bincount(of, said, many)
    s_xy = np.bincount(of, along * said, many)
    below = count * s_xx - s_x * s_x
    return (s_xx * s_y - s_x * s_xy) / below, (count * s_xy - s_x * s_y) / below


def _unit(place: Floats) -> Floats:
    """Of mean nothing and deviation one, so that places and slants don't trade their sizes."""
    centred: Floats = place - place.mean()
    spread = float(np.sqrt((centred * centred).mean()))
    return centred / spread if spread > 0 else centred
