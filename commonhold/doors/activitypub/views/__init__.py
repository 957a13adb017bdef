"""What is answered to who fetches something of ours."""
