"""Words that a reader does not want to meet: hidden from her alone, or folded away with their reason."""
