"""Reading what banks hand out, into plain values. Nothing here touches a table."""
