"""Starter collections on the web: reading, keeping, being asked, following all at once."""
