"""Pages of labelers, labels and what readers make of them."""
