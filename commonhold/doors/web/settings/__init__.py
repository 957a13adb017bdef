"""One page that leads to everything that a person chooses for herself."""
