"""Build the wheel: the package with its compiled catalogues, and the engine's layouts/, assets/ and docs/.

All else is declared in pyproject.toml.
"""

import os
import shutil
import sys

from setuptools import setup
from setuptools.command.build_py import build_py

ENGINE = ("layouts", "assets", "cms", "docs")


class BuildWithEngine(build_py):
    """A site needs the engine's layouts and assets, which stand beside the package in a checkout.

    The command `docs` prints the guides, and `init` puts the schemas into new sites.
    """

    def run(self) -> None:
        sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
        from bantin.i18n.compile import compile_all

        compile_all()
        super().run()
        for name in ENGINE:
            inside = os.path.join(self.build_lib, "bantin", "engine", name)
            shutil.rmtree(inside, ignore_errors=True)
            if os.path.isdir(name):  # cms/ exists only after `make cms`
                shutil.copytree(name, inside)


setup(cmdclass={"build_py": BuildWithEngine})
