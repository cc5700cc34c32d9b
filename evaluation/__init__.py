"""Measures answers with a test set.

Read in this order: `cases` (what a test set is), `systems` (what is measured), `metrics`
(pure functions), `run` (cases × systems → rows), `summary` (rows → figures), `report`.
"""
