"""Everybody with a name here, local or remote, and how they sign in."""
