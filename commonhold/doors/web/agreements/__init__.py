"""Terms, privacy notice and minimum age: asked for, accepted, and shown with their dates."""
