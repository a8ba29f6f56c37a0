"""Screens of the register: units, people, accounts."""
