"""Which rows changed, told by the database itself, for whoever keeps something in memory that was made of them."""
