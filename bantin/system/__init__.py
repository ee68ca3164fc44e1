"""Files, stat signatures, signals and timeouts of the operating system."""
