"""How a text is read: folding tables, noise, views with offsets back to the original, segmentation.

Everything here is a pure function of its text; the tables are read from package data on first use.
"""
