"""Our NamedTuple does what `typing.NamedTuple` does; only its classes are created faster."""

import copy
import pickle
import typing

import pytest

from bantin.cache.blobs import PackSpan
from bantin.system.named_tuple import NamedTuple


class Own(NamedTuple):
    """Two points."""

    left: int
    top: int = 2
    name: str = ""

    @property
    def sum(self) -> int:
        return self.left + self.top

    @classmethod
    def zero(cls) -> "Own":
        return cls(0, 0)


class Python(typing.NamedTuple):
    """Two points."""

    left: int
    top: int = 2
    name: str = ""


# What a type checker would find wrong, too.
Make = typing.Callable[..., typing.Any]
make_own, make_class = typing.cast(Make, Own), typing.cast(Make, type(NamedTuple))


def test_values_are_given_by_place_and_by_name() -> None:
    assert Own(1) == (1, 2, "")
    assert Own(1, name="a", top=5) == (1, 5, "a")
    own = Own(left=1)
    assert (own.left, own.top, own.name, own.sum, Own.zero().sum) == (1, 2, "", 3, 0)
    match own:
        case Own(left, top):
            assert (left, top) == (1, 2)


def test_a_class_is_described_as_pythons_is() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__annotations__", "__doc__", "__slots__"):
        assert getattr(Own, name) == getattr(Python, name)
    assert (Own.__name__, Own.__qualname__, Own.__module__) == ("Own", "Own", __name__)
    assert repr(Own(1)) == repr(Python(1)).replace("Python", "Own")
    assert Own(1)._asdict() == Python(1)._asdict()


def test_a_changed_copy_has_the_other_values() -> None:
    assert Own(1)._replace(top=7) == Own(1, 7)
    assert Own._make([1, 2, "c"]) == Own(1, 2, "c")
    assert type(Own(1)._replace(top=7)) is type(Own._make([1, 2, "c"])) is Own


def test_values_survive_pickle_and_copy() -> None:
    span = PackSpan(1, 2, b"3")
    for same in (pickle.loads(pickle.dumps(span)), copy.copy(span), copy.deepcopy(span)):
        assert type(same) is PackSpan
        assert same == span


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: make_own(),
        lambda: make_own(1, 2, "", 4),
        lambda: make_own(1, other=2),
        lambda: make_own(1)._replace(other=2),
        lambda: Own._make([1]),
    ],
)
def test_wrong_numbers_and_names_of_values_are_errors(wrong: typing.Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        wrong()


def test_a_field_without_a_default_cannot_follow_one_with_a_default() -> None:
    with pytest.raises(TypeError, match="without a default"):
        make_class("Wrong", (), {"__annotations__": {"a": int, "b": int}, "a": 1})


def test_since_python_3_14_a_function_computes_the_annotations() -> None:
    body = {"__annotate_func__": lambda _format: {"a": int, "b": int}, "b": 2}
    assert make_class("Later", (), body)(1) == (1, 2)


def test_classes_with_as_many_fields_keep_their_own_names() -> None:
    class Other(NamedTuple):
        first: int
        second: int
        third: int

    assert Other(first=1, second=2, third=3) == (1, 2, 3)
    assert Own(left=1, top=2, name="") == (1, 2, "")
    with pytest.raises(TypeError, match=r"Other.*'second' and 'third'"):
        typing.cast(Make, Other)(1)
