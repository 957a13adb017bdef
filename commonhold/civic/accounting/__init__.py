"""Months and years of the books: closed by two people, told in a report, their surplus appropriated."""
