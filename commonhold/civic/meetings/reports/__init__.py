"""The year's reports, each a frozen dataclass made from the data of its own room."""
