"""Looking around: what is talked about, and whom one might like to read. Nothing is weighed."""
