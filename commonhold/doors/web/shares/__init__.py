"""The pages of our shares: what they are, what is mine, who holds any, and offers of new ones."""
