"""The client API of Mastodon: what the apps that people already have speak (docs.joinmastodon.org/api)."""
