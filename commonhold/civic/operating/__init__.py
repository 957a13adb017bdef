"""Who holds what the co-op's servers hang on, so that nobody is indispensable."""
