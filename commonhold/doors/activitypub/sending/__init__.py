"""What we tell other servers: activities, and to whom each goes."""
