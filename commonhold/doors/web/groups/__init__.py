"""Groups on the web: finding one, belonging to it, keeping order in it, electing who does."""
