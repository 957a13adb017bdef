"""The house itself: settings, addresses, the server, and the page that says who offers what."""
