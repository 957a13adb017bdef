"""The front page: a stranger sees what this place is, a person sees her feed."""
