"""Mutual credit: people trust each other so far, in minutes of work, and pay each other along that trust."""
