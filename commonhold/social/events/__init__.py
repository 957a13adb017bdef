"""Something that people meet for: when, where, and who comes."""
