"""What a linked page says about itself, fetched with care."""
