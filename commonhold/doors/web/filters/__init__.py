"""Filters on the web: the words that a reader does not want to meet."""
