"""Reports on the web: sending one, following one's own, and answering them with a mandate."""
