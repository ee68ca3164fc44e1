"""What goes wrong with output/, the cache and builds, as rules of a state machine."""

import errno
import os
import shutil
import stat

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults import Act, Layer, fail_with, kill
from tests.properties.site_machine import SiteMachine, numbers, pick


class DamagedSite(SiteMachine):
    """A site whose published files, cache and builds get damaged."""

    @rule(
        which=numbers,
        harm=st.sampled_from(
            [
                "edit",
                "delete",
                "truncate",
                "same size and time",
                "chmod",
                "touch",
                "link",
                "folder",
                "replace",
            ]
        ),
        name=st.sampled_from(["output", ".output.previous"]),
    )
    def harm_a_file(self, which: int, harm: str, name: str) -> None:
        files = self.files_of(name)
        if not files:
            return
        path = pick(files, which)
        before = path.stat()
        content = path.read_bytes()
        if harm == "delete":
            path.unlink()
        elif harm == "truncate":
            path.write_bytes(b"")
        elif harm == "edit":
            path.write_bytes(content + b"<!-- by hand -->")
        elif harm == "chmod":
            path.chmod(0o600)
        elif harm == "touch":
            path.touch()
        elif harm == "link":
            path.unlink()
            path.symlink_to(self.root / "site.toml")
        elif harm == "folder":
            path.unlink()
            path.mkdir()
        elif harm == "replace":
            path.with_name("new").write_bytes(content[::-1])
            path.with_name("new").rename(path)
        else:
            path.write_bytes(content[::-1])
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @precondition(lambda self: (self.root / "output").is_dir())
    @rule(
        kind=st.sampled_from(["file", "hidden", "link", "pipe", "empty folder", "folder", "chmod"]),
        folder=st.sampled_from(["", "tin", "anh", "assets"]),
        name=st.sampled_from(["output", ".output.previous"]),
    )
    def leave_something(self, kind: str, folder: str, name: str) -> None:
        path = self.root / name / folder
        if not path.is_dir() or os.path.lexists(path / "la"):  # a link to nothing is there, too
            return
        if kind == "link":
            (path / "la").symlink_to("index.html")
        elif kind == "pipe":
            os.mkfifo(path / "la")
        elif kind == "empty folder":
            (path / "la").mkdir()
        elif kind == "folder":
            self.write(f"{name}/{folder}/la/la.html", "not ours")
        elif kind == "chmod":
            path.chmod(0o700)
        else:
            self.write(f"{name}/{folder}/{'.la' if kind == 'hidden' else 'la.html'}", "not ours")

    @rule(name=st.sampled_from(["output", ".output.previous", ".output.lock"]))
    def delete_what_was_made(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @precondition(lambda self: (self.root / "output").is_dir())
    @rule()
    def bring_output_back_from_a_copy(self) -> None:
        # A pipe left among the pages cannot be copied by anybody, and stays behind.
        shutil.copytree(self.root / "output", self.root / "copy", symlinks=True, ignore=pipes)
        shutil.rmtree(self.root / "output")
        (self.root / "copy").rename(self.root / "output")

    @rule()
    def swap_output_with_the_one_before(self) -> None:
        output, previous = self.root / "output", self.root / ".output.previous"
        if output.is_dir() and previous.is_dir():
            output.rename(self.root / "other")
            previous.rename(output)
            (self.root / "other").rename(previous)

    @precondition(lambda self: (self.root / ".cache").is_dir())
    @rule(
        which=numbers,
        harm=st.sampled_from(["delete", "truncate", "flip", "noise", "empty", "grow"]),
        noise=st.binary(min_size=1, max_size=64),
    )
    def harm_cache(self, which: int, harm: str, noise: bytes) -> None:
        files = self.files_of(".cache")
        if not files:
            return
        path = pick(files, which)
        content = path.read_bytes()
        middle = len(content) // 2
        if harm == "delete":
            path.unlink()
        elif harm == "truncate":
            path.write_bytes(content[:middle])
        elif harm == "empty":
            path.write_bytes(b"")
        elif harm == "noise":
            path.write_bytes(noise * 20)
        elif harm == "grow":
            path.write_bytes(content + content)
        else:
            flipped = bytes(255 - byte for byte in content[middle : middle + 1])
            path.write_bytes(content[:middle] + flipped + content[middle + 1 :])

    @rule()
    def keep_a_copy_of_the_cache(self) -> None:
        shutil.rmtree(self.root / "old-cache", ignore_errors=True)
        if (self.root / ".cache").is_dir():
            shutil.copytree(self.root / ".cache", self.root / "old-cache")

    @precondition(lambda self: (self.root / "old-cache").is_dir())
    @rule(how=st.sampled_from(["instead", "over it"]))
    def bring_back_an_older_cache(self, how: str) -> None:
        if how == "instead":
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        shutil.copytree(self.root / "old-cache", self.root / ".cache", dirs_exist_ok=True)

    @rule(call=st.integers(min_value=1, max_value=700), act=st.sampled_from([kill, fail_with(errno.ENOSPC)]))
    def a_build_goes_wrong(self, call: int, act: Act) -> None:
        child = os.fork()
        if child == 0:
            try:
                Layer(act, at=call)
                self.build(".cache", "output")
            finally:
                os._exit(0)
        os.waitpid(child, 0)


def pipes(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if stat.S_ISFIFO(os.lstat(os.path.join(folder, name)).st_mode)]
