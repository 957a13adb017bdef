"""What people may know and decide about their own data: who gets what, for what, and who looked."""
