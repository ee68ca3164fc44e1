"""bantin (bản tin, "bulletin"): Markdown in, a whole static news site out."""

__version__ = "0.1.0"
