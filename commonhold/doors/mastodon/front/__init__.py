"""The quick front: the reads that apps ask most, answered from memory in the event loop (docs/adr/0020)."""
