"""What this copy is: its mode, its public address, and since when."""
