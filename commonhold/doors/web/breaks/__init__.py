"""Breaks: a word after so many minutes, and feeds that are closed until tomorrow. The browser keeps both."""
