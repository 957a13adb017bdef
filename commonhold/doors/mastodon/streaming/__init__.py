"""Streams for apps: what is new in a person's lists, told as it happens (docs: methods/streaming)."""
