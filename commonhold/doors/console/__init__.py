"""The console: every command that an operator or a checker types."""
