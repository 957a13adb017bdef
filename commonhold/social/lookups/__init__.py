"""What should be looked up on another server, by whoever waits for it."""
