"""A big register to measure with: invented units, years, groups and what came of them.

Everything follows from counting, so the same numbers make the same data. Rows are written in bulk;
no rule of the actions is asked, and nothing stands in the log.
"""
