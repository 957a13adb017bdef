"""Django's SQLite backend, which turns each statement's marks only once (`base.py`)."""
