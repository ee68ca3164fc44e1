"""One module for each command: `options` adds its arguments, `run` carries it out. See cli/arguments.py."""
