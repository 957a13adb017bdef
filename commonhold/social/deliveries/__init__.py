"""What has to reach other servers: written with the deed, carried until it is taken or too old."""
