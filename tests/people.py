"""People and their sign-ins, as fixtures."""
