"""Lint rules, and what applies them: to a whole site, or to a few files alone."""
