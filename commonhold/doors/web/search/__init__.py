"""One search box for people, posts, groups, tags and proposals."""
