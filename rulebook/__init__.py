"""The law as pure functions: no clock, no chance, no database.

Standard library only, but for the group of sealed ballots (ristretto.py).
"""
