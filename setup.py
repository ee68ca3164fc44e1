"""Build the wheel: the package, and the engine's layouts/ and assets/ inside it as bantin/engine/.

All else is declared in pyproject.toml.
"""

import os
import shutil

from setuptools import setup
from setuptools.command.build_py import build_py

ENGINE = ("layouts", "assets")


class BuildWithEngine(build_py):
    """A site needs the engine's layouts and assets, which stand beside the package in a checkout."""

    def run(self) -> None:
        super().run()
        for name in ENGINE:
            inside = os.path.join(self.build_lib, "bantin", "engine", name)
            shutil.rmtree(inside, ignore_errors=True)
            shutil.copytree(name, inside)


setup(cmdclass={"build_py": BuildWithEngine})
