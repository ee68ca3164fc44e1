"""Faults of hosts and networks in words for editors, from the messages of ssh, rsync, git, FTP and S3."""

import re

from bantin.i18n import gettext, marked

# What the messages have in common, and the sentence; the first that matches is taken.
_FAULTS = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (
            r"could not resolve|name or service not known|name resolution|nodename nor servname|getaddrinfo|"
            r"dns error",
            marked("no machine has the name {host}; check its spelling in site.toml, and your network"),
        ),
        (
            r"host key verification failed|remote host identification has changed",
            marked(
                "the host key of {host} is not the expected one, or not known; have its operator confirm "
                "the key, then write it as `host_key` into site.toml"
            ),
        ),
        (
            r"permission denied \([^)]*publickey",
            marked(
                "{host} does not let this user in; put the private key into BANTIN_SSH_KEY, and the public "
                "one into the account there"
            ),
        ),
        (
            r"(?:flock|rsync): (?:command )?not found|(?:flock|rsync): No such file",
            marked(
                "a program is missing at {host}; have its operator run `apt install rsync util-linux`, or "
                'write `kind = "sftp"` in site.toml'
            ),
        ),
        (
            r"is your shell clean|no output for non-interactive|message too long|account is .*not available",
            marked(
                "the account at {host} prints text where programs answer, or may run none; have its operator "
                "remove the text from its .bashrc and .profile, or allow it commands"
            ),
        ),
        (
            r"connection refused|couldn't connect to server",
            marked(
                "{host} refuses connections at this port; check host and port in site.toml, or ask its"
                " operator whether the service runs"
            ),
        ),
        (
            r"timed out|connection timeout|no route to host|network is unreachable",
            marked("{host} does not answer; check your network, then deploy again"),
        ),
        (
            r"no space left|quota|^(?:452|552)\b|insufficient storage",
            marked(
                "there is no space left at {host}; delete something there or extend it, then deploy again"
            ),
        ),
        (
            r"RequestTimeTooSkewed|certificate (?:is not yet valid|has expired|not valid yet)",
            marked(
                "the clock of this machine differs from that of {host}, or its certificate has expired; set "
                "the clock, then deploy again"
            ),
        ),
        (
            r"InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|401 Unauthorized|403 Forbidden|"
            r"authentication failed|could not read (?:Username|Password)|returned error: 40[13]",
            marked("{host} does not accept the keys, or they may not write there; check both"),
        ),
        (
            r"NoSuchBucket|repository .*not found|does not appear to be a git repository|returned error: 404",
            marked("{host} has nothing of the name in site.toml; check its spelling, or create it there"),
        ),
        (
            r"connection (?:closed|reset)|broken pipe|EOFError|closed by remote|unexpected disconnect",
            marked("{host} has closed the connection; deploy again, and ask its operator if it recurs"),
        ),
        (
            r"permission denied|^(?:550|553)\b|read-only file system",
            marked("{host} does not let this user write to the folder; ask its operator for the right to"),
        ),
    )
)


def known_fault(host: str, message: str) -> str:
    """Return the sentence for a message of a host, followed by the message; "" if it is unknown."""
    for pattern, sentence in _FAULTS:
        if pattern.search(message):
            return f"{gettext(sentence, host=host)} ({' '.join(message.split())[:200]})"
    return ""


def known_fault_of_lines(host: str, message: str) -> str:
    """Return the sentence for the first line of a message that is known; "" if none is.

    ssh and `sftp` give the reason first, then say that the connection is closed.
    """
    sentences = (known_fault(host, line) for line in message.splitlines())
    return next(filter(None, sentences), "")
