"""Meetings of the co-op: called in time, with an agenda, who was there, minutes, and the year's reports."""
