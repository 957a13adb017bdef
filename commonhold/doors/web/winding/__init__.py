"""How the co-op ends, or would end: what happens when, and what each can do."""
