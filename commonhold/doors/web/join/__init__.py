"""Joining: apply, vouches, dues, member."""
