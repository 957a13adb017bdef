"""A question with options, asked inside a post. Nothing here decides anything."""
