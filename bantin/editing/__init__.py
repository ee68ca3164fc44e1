"""Commands that put files into content/."""
