"""A quick build equals a clean build, byte for byte, after any sequence of edits, and says the same."""

import atexit
import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant

from bantin.publish.swap import remove
from tests.properties.accidents import DamagedSite
from tests.properties.edits_of_people import EditedSite
from tests.properties.site_machine import everything_in

COMPILED = tempfile.mkdtemp(prefix="bantin-test-")
atexit.register(shutil.rmtree, COMPILED, ignore_errors=True)


class Editing(EditedSite, DamagedSite):
    """An editor, a designer and an accident-prone machine at work on one small site."""

    @invariant()
    def quick_equals_clean(self) -> None:
        shutil.rmtree(self.root / "clean-output", ignore_errors=True)
        forget_all_but_pictures(self.root / "clean-cache")
        before = everything_in(self.root / "output")
        compiled = compiled_for(self.root / "engine/layouts")
        clean_said, clean = self.build("clean-cache", "clean-output", compiled=compiled)
        quick_said, quick = self.build(".cache", "output", resident=self.resident)
        assert quick_said == clean_said
        if clean:
            assert quick == clean
        else:
            assert quick == before, "a build that fails leaves the last site as it was"


def forget_all_but_pictures(cache: Path) -> None:
    """Delete the cache except prepared pictures, which would take seconds."""
    for path in cache.glob("*"):
        if path.name != "pictures":
            remove(str(path))


def compiled_for(layouts: Path) -> str:
    """Return a folder for what is compiled of these layouts and no others: compiling takes 100 ms."""
    return os.path.join(COMPILED, sha256(repr(everything_in(layouts)).encode()).hexdigest())


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=int(os.environ.get("BANTIN_EXAMPLES", "18")),
    stateful_step_count=20,
    deadline=None,
    # Shrinking repeats a hundred builds hundreds of times; ask for it when there is something to shrink.
    phases=tuple(phase for phase in Phase if phase is not Phase.shrink or "BANTIN_SHRINK" in os.environ),
    suppress_health_check=list(HealthCheck),
)
