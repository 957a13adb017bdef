"""The money pages: what comes in, what goes out, and what caused it."""
