"""Commonhold: a social network that its members own.

Four floors, imports go down only: doors, civic, social, ground (and `rulebook` below them all).
`house` wires the rooms together; nobody imports it.
"""

__version__ = "0.1.0"
