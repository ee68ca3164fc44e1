"""The command line: arguments, progress, reports, exit codes."""
