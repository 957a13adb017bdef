"""Taking everything along: ask for an archive of all that is one's own, watch it being made, fetch it."""
