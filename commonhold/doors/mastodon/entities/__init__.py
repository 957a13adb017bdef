"""What apps are told, in the shapes of docs.joinmastodon.org/entities: from views to plain dictionaries."""
