"""Bridging in a made-up town, as it is and under attack: `bin/bench bridging`."""

from bench.bridging.measure import measure

__all__ = ["measure"]
