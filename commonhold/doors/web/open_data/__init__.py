"""What the co-op publishes of itself in numbers, for people and for programs."""
