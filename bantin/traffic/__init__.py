"""Access logs of web servers to numbers of views. What tells of a reader stays in memory."""
