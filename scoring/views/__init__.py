"""Screens of scoring."""
