"""Places on a map: typed, rounded, and how far apart. Pure: millionths of a degree in, kilometres out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from commonhold.civic.exchange.vocabulary import Rough

MILLION = 1_000_000
#: Millionths of a degree that a coordinate is rounded to: about 110 km, 11 km, 1 km and 10 m northwards.
GRAIN = {Rough.COUNTRY: MILLION, Rough.TOWN: 100_000, Rough.DISTRICT: 10_000, Rough.EXACT: 100}
_EARTH_KM = 6371.0088
_KM_A_DEGREE = 111.0  # a little less than it is
_HALF_TURN, _POLE = 180 * MILLION, 90 * MILLION


@dataclass(frozen=True)
class Point:
    """Millionths of a degree: north and east are positive."""

    latitude: int
    longitude: int


@dataclass(frozen=True)
class Box:
    """All that a circle touches. Where `west` is greater than `east` it crosses the date line."""

    south: int
    north: int
    west: int
    east: int

    @property
    def is_split(self) -> bool:
        return self.west > self.east


def rounded(point: Point, rough: Rough) -> Point:
    """To the middle of its cell, so that nobody reads more of it than was meant to be said."""
    grain = GRAIN[rough]
    latitude, longitude = (_to(each, grain) for each in (point.latitude, point.longitude))
    return Point(max(-_POLE, min(_POLE, latitude)), max(-_HALF_TURN, min(_HALF_TURN, longitude)))


def kilometres(one: Point, other: Point) -> int:
    """Along the surface, rounded to the next kilometre; the same on any machine."""
    north, south = (math.radians(each.latitude / MILLION) for each in (one, other))
    across = math.radians((one.longitude - other.longitude) / MILLION)
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return round(2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half))))


def box(middle: Point, reach_km: int) -> Box:
    """What a search looks through before it measures. Near a pole it goes all around."""
    high = math.ceil((reach_km + 1) / _KM_A_DEGREE * MILLION)  # distances are rounded
    south, north = middle.latitude - high, middle.latitude + high
    if south <= -_POLE or north >= _POLE:
        return Box(max(south, -_POLE), min(north, _POLE), -_HALF_TURN, _HALF_TURN)
    narrowest = math.cos(math.radians(max(abs(south), abs(north)) / MILLION))
    wide = math.ceil(high / narrowest)
    if wide >= _HALF_TURN:
        return Box(south, north, -_HALF_TURN, _HALF_TURN)
    return Box(south, north, _turned(middle.longitude - wide), _turned(middle.longitude + wide))


def _to(value: int, grain: int) -> int:
    return (value + grain // 2) // grain * grain


def _turned(longitude: int) -> int:
    return (longitude + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN
