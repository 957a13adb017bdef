"""Under which addresses and keys people and groups are known to other servers."""
