"""Who talks with whom in private, and how far each has read. The messages are direct posts."""
