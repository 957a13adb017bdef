"""What other servers told us, written down before anything is made of it."""
