"""The development server: watch, rebuild, reload pages, show problems over the page.

There are two processes: one watches folders and answers browsers; the other, the builder, runs the same
`pipeline.build` as `build.py build`. Forking is unsafe with Tornado and watcher threads, so the first process
never builds; the builder keeps its modules loaded.
"""

from bantin.serve.protocol import BuilderSettings, ListenAddress

__all__ = ["BuilderSettings", "ListenAddress", "run"]


def run(settings: BuilderSettings, where: ListenAddress) -> None:
    """Serve the site until SIGINT or SIGTERM; the builder has ended when this returns.

    Raises UsageError if the server cannot listen on host and port.
    """
    from bantin.serve.session import Session  # the builder imports this package too, and needs no Tornado

    Session(settings, where).run()
