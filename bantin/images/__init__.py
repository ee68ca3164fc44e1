"""Published pictures: their sizes and formats, without the metadata that cameras add."""
