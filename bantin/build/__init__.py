"""The one pipeline from sources to the published site."""
