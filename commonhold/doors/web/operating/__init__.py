"""The server as its operators see it, and in whose hands it is."""
