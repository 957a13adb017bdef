"""Lists of servers that others block, read here as suggestions: nothing of them holds until members vote."""
