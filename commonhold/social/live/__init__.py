"""What is new for an open page since it last heard: asked of the rows, so that nothing gets lost."""
