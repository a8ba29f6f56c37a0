"""Screens of agreements: list, page, forms, issuing, signing, files."""
