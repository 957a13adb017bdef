"""Backups: taken while the server goes on, sealed, kept in a folder or a bucket, and really restored.

The format is on docs/running/backup-format.md; why it is so, in docs/adr/0055-backups.md.
"""
