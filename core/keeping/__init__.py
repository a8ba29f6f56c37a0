"""Keeping what the office entered: backup, restore, upgrade. Plain tools; no domain words."""
