"""People on the web: a profile, following, describing oneself."""
