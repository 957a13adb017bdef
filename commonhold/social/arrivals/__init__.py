"""A whole community moves in from a server of its own: pages that wait for their owners to claim them."""
