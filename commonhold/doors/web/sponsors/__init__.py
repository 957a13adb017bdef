"""Sponsors on the web: what everybody may know, handing an ad in, the panel's desk, and an ad on a page."""
