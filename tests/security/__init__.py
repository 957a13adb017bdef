"""What strangers try: forged forms, fixed sessions, addresses that lead away, words that are programs."""
