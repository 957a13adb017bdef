"""Other servers: how each is spoken to, and what the co-op thinks of it."""
