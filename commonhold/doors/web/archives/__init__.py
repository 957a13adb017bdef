"""Moving in from another server: bring an archive, look through it, choose, watch, undo."""
