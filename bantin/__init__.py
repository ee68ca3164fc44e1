"""bantin (bản tin, "bulletin"): a static site generator for Markdown articles."""

__version__ = "0.1.0"
