"""The published folder: output guard, lock, staging, swap, single-file replacement."""
