"""How Vietnamese is written: folding, slugs, formats, line breaks, unsafe characters."""
