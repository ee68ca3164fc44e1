"""Lint rules, and the commands that apply them to a whole site or to single files."""
