"""Pictures, sound and film that people bring: received, made safe, kept."""
