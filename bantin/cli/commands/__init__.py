"""One module for each command: `options` adds its arguments, `run` runs it. See cli/arguments.py."""
