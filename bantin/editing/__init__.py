"""Commands that write into content/: new, publish, rename, collect, init."""
