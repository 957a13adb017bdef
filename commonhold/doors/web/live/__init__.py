"""Server-sent events: what is new for an open page."""
