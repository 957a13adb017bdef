"""What was said of a proposal, what people think, and what they would change."""
