"""Social floor: people and what they say to each other."""
