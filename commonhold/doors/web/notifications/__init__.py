"""Notifications on the web."""
