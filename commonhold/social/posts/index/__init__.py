"""The words of posts, kept where they can be searched: in step with each post, in the same transaction."""
