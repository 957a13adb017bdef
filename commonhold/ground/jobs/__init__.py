"""Work that must happen: rows written in the transaction that causes it, run when they are due."""
