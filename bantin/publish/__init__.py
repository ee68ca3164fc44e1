"""The published folder: staging, the swap, the lock."""
