"""Loose values to typed ones, or to problems."""
