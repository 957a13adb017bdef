"""The doctor looks for what is wrong with a server before its members notice, and says what to do."""
