"""What the co-op publishes of itself in numbers that tell of nobody, by vote."""
