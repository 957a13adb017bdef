"""What members do while a proposal is talked over."""
