"""What a person wants to be told."""
