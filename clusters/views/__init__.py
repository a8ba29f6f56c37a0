"""Screens of years, groups, members and leaders."""
