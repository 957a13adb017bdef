"""What people do with groups: found, join, keep order, elect."""
