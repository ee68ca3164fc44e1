"""Turn series of numbers in TOML files into accessible charts.

Reading and checking are separate from drawing.
"""
