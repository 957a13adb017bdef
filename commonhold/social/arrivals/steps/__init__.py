"""What is brought along, each kind in its own way."""
