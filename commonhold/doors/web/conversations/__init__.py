"""Messages on the web: conversations, requests, and beginning one."""
