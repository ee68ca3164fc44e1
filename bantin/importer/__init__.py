"""Saved pages of an old portal to Markdown files under content/."""
