"""Reports: what people bring before those to whom the members gave a mandate."""
