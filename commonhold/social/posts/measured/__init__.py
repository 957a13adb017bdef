"""What measures do to posts."""
