"""Double-entry books that the database itself keeps balanced."""
