"""What people's data may be used for beyond what they came for: a closed list, each with her own word."""
