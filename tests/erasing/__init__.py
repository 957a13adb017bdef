"""Everything that the house can know of one person: filled in by code, taken along, and erased."""
