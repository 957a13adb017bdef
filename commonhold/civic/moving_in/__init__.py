"""Moving in: what a co-op kept elsewhere is read, shown, brought in, and can be taken back as a whole."""
