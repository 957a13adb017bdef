"""What labelers say of posts, people and servers in a word; who subscribes reads it, choosing how."""
