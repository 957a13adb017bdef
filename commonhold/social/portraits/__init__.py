"""Pictures of people: the one beside a name, and the wide one above a profile."""
