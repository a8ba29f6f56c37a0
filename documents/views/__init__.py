"""Screens of papers that came in: entering and mending them, their files, what they ask for."""
