"""Ordering posts for one reader by a document that anybody can read: whole numbers, no clock, no chance."""
