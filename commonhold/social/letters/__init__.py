"""Single mails that must go out, such as a confirmation or an invitation: written with what causes them."""
