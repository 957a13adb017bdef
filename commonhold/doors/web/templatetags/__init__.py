"""What templates may say; one library, `presentation`, and the words behind it."""
