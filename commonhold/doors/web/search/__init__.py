"""One search box for people, posts, tags and proposals."""
