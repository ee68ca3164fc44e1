"""Series of numbers in TOML files to accessible charts: reading and checking apart from drawing."""
