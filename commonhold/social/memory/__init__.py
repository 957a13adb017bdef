"""What the quick front keeps in memory of posts and of those who read them (docs/adr/0020)."""
