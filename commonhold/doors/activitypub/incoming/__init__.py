"""What is made of what other servers told us: each activity becomes an action, or nothing (docs/adr/0043)."""
