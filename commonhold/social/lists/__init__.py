"""People sorted by one reader, for herself."""
