"""What did the voters decide? Each file answers for one method; `methods.METHODS` finds them by name."""
