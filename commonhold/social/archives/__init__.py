"""Moving in: what somebody's old server gave her, read and brought along as her own."""
