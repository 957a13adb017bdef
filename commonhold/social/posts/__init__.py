"""What people say to each other, and who may see it."""
