"""Deploy a built site: one module a target, and the configuration files of web servers."""
