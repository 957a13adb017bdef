"""Acts that a vote can carry out, and their enactment: all or none, once."""
