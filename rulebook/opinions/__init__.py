"""Which groups of people answer alike, and which statements join or part them."""
