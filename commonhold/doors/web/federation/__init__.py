"""Other servers on the web: what we decided about them, and how what goes to them stands."""
