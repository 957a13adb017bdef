"""Events on the web: planning one, saying whether one comes, and calendars for other programs."""
