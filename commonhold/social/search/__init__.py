"""Finding people, posts, groups and tags, within what the reader may see."""
