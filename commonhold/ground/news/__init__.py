"""News goes up: rooms publish what happened, the register says who wants to know."""
