"""Ground floor: charter, decisions, ledger, record, and what they stand on."""
