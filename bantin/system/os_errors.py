"""Errors of the operating system (full disk, no permission, no memory) in words for editors."""

import errno
import os

from bantin.i18n import gettext, pgettext
from bantin.i18n.os_errors import OS_ERRORS, OTHER

# Error numbers that mean the same.
_SYNONYMS = {"EDQUOT": "ENOSPC", "EPERM": "EACCES", "ENFILE": "EMFILE", "ENODEV": "EIO", "ENXIO": "EIO"}

# Errors that opening any other file would raise, too.
_MACHINE_WIDE = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN))


def describe(fault: OSError | MemoryError) -> str:
    """Return the path (if the error names one), what is wrong, and a way out, in the language of this run."""
    name = errno.errorcode.get(fault.errno or 0, "") if isinstance(fault, OSError) else "ENOMEM"
    name = _SYNONYMS.get(name, name)
    name = name if name in OS_ERRORS else OTHER
    path = _paths_of(fault) if isinstance(fault, OSError) else ""
    message = str(fault.strerror or fault) if isinstance(fault, OSError) else ""
    reason, way_out = (pgettext(name, text, reason=message) for text in OS_ERRORS[name])
    return f"{path}{reason}; {way_out}"


def _paths_of(fault: OSError) -> str:
    names = [os.fsdecode(name) for name in (fault.filename, fault.filename2) if isinstance(name, str | bytes)]
    return gettext(" and ").join(names) + ": " if names else ""


def affects_every_file(fault: OSError) -> bool:
    """Tell whether opening any other file would raise the same error."""
    return fault.errno in _MACHINE_WIDE
