"""How home feeds are ordered: choosing, making, adopting, and why a post stands where it does."""
