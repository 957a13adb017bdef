"""From SQLite to PostgreSQL: `commonhold migrate-to-postgres URL`, row by row, resumable, and verified."""
