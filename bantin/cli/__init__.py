"""Arguments to one call; errors to words and an exit code."""
