"""The demo: five real cases as facts in TOML files, entered through the actions like a clerk would.

`Demo` knows the units, titles and papers the cases share; `Demo.load(case)` enters one case.
"""
