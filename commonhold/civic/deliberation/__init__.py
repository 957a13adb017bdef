"""Talking a proposal over before it is decided: remarks, short statements, amendments."""
