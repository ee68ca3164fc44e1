"""Folders of Markdown to Articles: front matter, a source's address, a summary from its prose."""
