"""Screens of one's own account: signing in, one-time links, profile."""
