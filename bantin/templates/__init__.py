"""Values to text by Jinja2, with restrictions; the regions that pages share (which need no Jinja2)."""
