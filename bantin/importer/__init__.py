"""Import saved pages of an old portal as Markdown files in content/."""
