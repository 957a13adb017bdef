"""The pages of sharing: my share, every split, how it works, what a vote would mean, and paid work."""
