"""The pipeline from sources to the published site: scan, read, assemble or apply, diff, render, publish."""
