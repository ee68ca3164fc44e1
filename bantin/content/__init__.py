"""Markdown files to Articles: front matter, address, summary, lint of what editors wrote."""
