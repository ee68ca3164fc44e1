"""Conversion of loose values (front matter, TOML) to typed ones, or to problems."""
