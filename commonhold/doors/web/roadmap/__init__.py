"""Pages of the roadmap: ideas by where they stand, an idea, and what shipped."""
