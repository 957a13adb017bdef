"""What is ours as documents of ActivityStreams: from views to plain dictionaries."""
