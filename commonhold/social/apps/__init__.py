"""Apps that people let act for them: who they are, what they may do, and the tokens that prove it."""
