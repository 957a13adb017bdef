"""Which rows changed, told by the database itself, for whoever keeps in memory what was made of them."""
