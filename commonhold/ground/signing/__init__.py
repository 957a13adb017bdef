"""Signatures of requests and documents between servers. Pure functions: no clock, no database, no network."""
