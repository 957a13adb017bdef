"""People who share a subject, a place or a task, and the rules they gave themselves."""
