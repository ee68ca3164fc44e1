"""Errors of the operating system in words: for the name of each what is wrong, and a way out."""

# The key of the sentences for every other error.
OTHER = "system"
OS_ERRORS: dict[str, tuple[str, str]] = {
    "ENOSPC": ("the disk or your quota is full", "free some space (or inodes), then try again"),
    "EFBIG": ("the file is larger than the system's limit", "raise the limit (`ulimit -f`)"),
    "EROFS": ("this file system is read-only", "make it writable, or name another folder"),
    "EACCES": ("permission denied", "check its owner and permissions"),
    "EIO": ("the disk reports an error ({reason})", "look at the disk's health, then try again"),
    "EMFILE": ("too many files are open at once", "raise the limit (`ulimit -n`), or end other programs"),
    "ENOMEM": ("there is not enough memory", "end other programs, or build with --jobs 1"),
    "EAGAIN": ("the system cannot start another process", "end other programs, or build with --jobs 1"),
    "EBUSY": (
        "another program is using this ({reason})",
        "end what uses it (a mount point cannot be replaced)",
    ),
    "ENOENT": (
        "this is not there, or a folder above it is missing",
        "is something else at work in these folders? try again",
    ),
    "EEXIST": (
        "this was created while the build was running",
        "is something else at work in these folders? try again",
    ),
    "ENOTDIR": ("there is a file where a folder is needed", "move that file away"),
    "EISDIR": ("there is a folder where a file is needed", "move that folder away"),
    "ENOTEMPTY": (
        "files were added here while the build was running",
        "is something else at work in these folders? try again",
    ),
    "ENAMETOOLONG": ("this name is too long for the file system", "choose a shorter one"),
    "ELOOP": ("this is a symbolic link", "put the folder or the file itself here"),
    "EXDEV": (
        "the file system cannot move this folder as a whole ({reason})",
        "delete output/ once, or name another folder with --output",
    ),
    "ENOLCK": ("this file system has no locks ({reason})", "name an output folder on another with --output"),
    "ESTALE": ("the server of this file system no longer knows this file", "mount it again"),
    OTHER: (
        "the system reported an error ({reason})",
        "try again; if it recurs, look for its cause on this machine",
    ),
}
