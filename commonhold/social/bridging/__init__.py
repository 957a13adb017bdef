"""What people who seldom agree find worthwhile alike: by consent, and never shown for a person."""
