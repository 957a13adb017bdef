"""Starter collections: people worth following, listed with their consent."""
