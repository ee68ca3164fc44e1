"""Take a finished site to its host: one module a target, and the files by which hosts serve it well."""
