"""bantin (bản tin, "bulletin"): Markdown in, a whole static news site out."""
