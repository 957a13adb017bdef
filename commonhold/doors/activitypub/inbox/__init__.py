"""Where other servers bring what they have to say: judged, written down, answered (docs/adr/0043)."""
