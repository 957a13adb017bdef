"""Tests of the ground floor's small parts."""
