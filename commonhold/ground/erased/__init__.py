"""The list of what was erased: ids alone, by which an older backup is erased again."""
