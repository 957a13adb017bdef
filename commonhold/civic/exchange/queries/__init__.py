"""What pages show of offers, agreements and words. Nothing here ranks a person."""
