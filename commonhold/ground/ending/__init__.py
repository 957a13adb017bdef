"""How far a co-op has come that its members end: whether anything may still begin, or be written."""
