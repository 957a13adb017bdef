"""Words with a # that posts are found by, and who follows them."""
