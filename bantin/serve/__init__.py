"""Watch, rebuild, reload, and lay the error over the page.

Two processes: a thin one that watches folders and talks to browsers, and one builder that runs the same
`pipeline.build` as `build.py build`. Forking under Tornado and watcher threads is unsafe, so the thin
process never builds; what makes the builder's work heavy to load stays loaded there.
"""

from bantin.serve.protocol import ListenAddress, Order

__all__ = ["ListenAddress", "Order", "run"]


def run(order: Order, where: ListenAddress) -> None:
    """Serve the ordered site until SIGINT or SIGTERM; the builder has ended when this returns.

    Raises UsageError where host and port cannot be had.
    """
    from bantin.serve.session import Session  # the builder imports this package too, and needs no Tornado

    Session(order, where).run()
