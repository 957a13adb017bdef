"""The only place where policy lives: typed sections, changed by enacted decisions alone."""
