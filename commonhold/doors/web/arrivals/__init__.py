"""Claiming a page that came along with a community, or having it erased."""
