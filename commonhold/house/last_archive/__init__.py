"""What stays of a co-op that has ended: what was public, with the record, in plain files; all else sealed."""
