"""Values to text by Jinja2, sandboxed; the regions that pages share, which are known without Jinja2."""
