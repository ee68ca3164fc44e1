"""Floors: a room (a module or package of bantin/) imports only rooms on lower floors; all are small."""

import ast
import os
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import bantin
from bantin.cache.engine import NOT_OF_A_BUILD

HOUSE = Path(bantin.__file__).parent

FLOORS = (
    "i18n text",
    "system",
    "errors model urls",
    "markdown parallel publish schema",
    "cache config",
    "assets charts content images templates",
    "editing site",
    "importer pages traffic",
    "cms search",
    "build",
    "check deploy explain serve",
    "cli",
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}


def module_name(path: Path) -> str:
    """Return the name of a module, "bantin.content.read"; a package's own module has the package's name."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(HOUSE.rglob("*.py"))}
ROOMS = sorted({name.split(".")[1] for name in MODULES if "." in name})


def room_of(module: str) -> str:
    return module.split(".")[1]


@cache
def imports_of(module: str) -> frozenset[str]:
    """Return the modules of bantin that a module imports anywhere."""
    imported = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names if alias.name in MODULES}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "bantin":
            assert node.level == 0 and node.module
            within = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            imported |= within or {node.module}
    return frozenset(imported - {"bantin", module})


def test_every_room_has_a_floor_and_every_floor_its_rooms() -> None:
    assert sorted(FLOOR_OF) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_on_lower_floors(room: str) -> None:
    modules = [module for module in MODULES if module != "bantin" and room_of(module) == room]
    used = {room_of(other) for module in modules for other in imports_of(module)} - {room}
    assert [other for other in sorted(used) if FLOOR_OF[other] >= FLOOR_OF[room]] == []


@pytest.mark.parametrize("room", [room for room in ROOMS if os.path.isdir(HOUSE / room)])
def test_modules_inside_a_room_do_not_import_each_other_in_a_circle(room: str) -> None:
    inside = [module for module in MODULES if module.startswith(f"bantin.{room}.")]
    order = TopologicalSorter({module: imports_of(module) & set(inside) for module in inside})
    try:
        order.prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def test_a_build_loads_nothing_of_rooms_that_its_digest_of_the_program_leaves_out() -> None:
    loaded: set[str] = set()
    waiting = {module for module in MODULES if module.startswith("bantin.build.")}
    while waiting:
        loaded |= waiting
        waiting = {other for module in waiting for other in imports_of(module)} - loaded
    assert sorted(NOT_OF_A_BUILD & set(map(room_of, loaded))) == []
    assert sorted(NOT_OF_A_BUILD - set(ROOMS)) == []


PROGRAM = sorted(path for name in ("bantin", "tools") for path in (HOUSE.parent / name).rglob("*.py"))
TESTS = sorted((HOUSE.parent / "tests").rglob("*.py"))


class Function(NamedTuple):
    name: str
    lines: int
    parameters: int


def functions(paths: list[Path]) -> list[Function]:
    """Return all functions of these files. No syntax tree is kept: a large heap takes the time of parsing."""
    return [
        Function(node.name, (node.end_lineno or 0) - node.lineno + 1, len(parameters(node.args)))
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def parameters(given: ast.arguments) -> list[str]:
    named = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    return [argument.arg for argument in named if argument.arg not in ("self", "cls")]


def test_a_module_has_at_most_300_lines() -> None:
    modules = (*PROGRAM, *TESTS)
    assert [path for path in modules if path.read_text(encoding="utf-8").count("\n") > 300] == []


def test_a_function_has_at_most_50_lines_and_in_the_program_5_parameters() -> None:
    """A test has a parameter for each fixture and each value, a helper of tests one for each option."""
    program, tests = functions(PROGRAM), functions(TESTS)
    long = [function.name for function in (*program, *tests) if function.lines > 50]
    many = [function.name for function in program if function.parameters > 5]
    assert long + many == []
