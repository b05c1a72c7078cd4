"""A file or folder is there whole or not at all, and other people's folders are left alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from samgraph.errors import SamgraphError
from samgraph.outputs import recover, whole_file, whole_folder

MARKER = "ours"


def names(folder: Path) -> list[str]:
    """Return everything in a folder, hidden files too."""
    return sorted(one.name for one in folder.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    """Until the block ends, what stood there stands there."""
    target = tmp_path / "x.txt"
    target.write_text("old", encoding="utf-8")
    with whole_file(target) as beside:
        beside.write_text("new", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "old"
    assert target.read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["x.txt"]


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("stood", [True, False])
def test_a_file_that_fails_leaves_nothing(
    tmp_path: Path, error: type[BaseException], stood: bool
) -> None:
    """Whatever ends the block, there is no half file and the old one stays."""
    target = tmp_path / "x.txt"
    if stood:
        target.write_text("old", encoding="utf-8")
    with pytest.raises((error, SamgraphError)), whole_file(target) as beside:
        beside.write_text("half", encoding="utf-8")
        raise error
    assert names(tmp_path) == ["x.txt"] * stood
    assert not stood or target.read_text(encoding="utf-8") == "old"


def test_a_file_may_be_read_as_the_umask_says(tmp_path: Path) -> None:
    """The new file has the rights of any new file, not those of a temporary one."""
    with whole_file(tmp_path / "x.txt") as beside:
        beside.write_text("new", encoding="utf-8")
    (tmp_path / "y.txt").touch()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("x.txt", "y.txt")]
    assert modes[0] == modes[1]


def test_a_file_behind_a_link_is_replaced_and_the_link_kept(tmp_path: Path) -> None:
    """Writing to a symbolic link writes to what it points to."""
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with whole_file(tmp_path / "link.txt") as beside:
        beside.write_text("new", encoding="utf-8")
    assert (tmp_path / "link.txt").read_text(encoding="utf-8") == "new"
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new"


def test_a_long_name_that_the_disk_allows_is_allowed(tmp_path: Path) -> None:
    """A file may have the longest name there is, although something is put beside it first."""
    target = tmp_path / ("x" * 251 + ".txt")
    with whole_file(target) as beside:
        beside.write_text("new", encoding="utf-8")
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize(
    ("place", "says", "hint"),
    [
        ("gone/x.txt", "cannot be written", "make the folder"),
        ("a-file/x.txt", "cannot be written", "choose"),
        ("a-folder", "is a folder", "name a file"),
        ("x" * 300, "cannot be written", "choose"),
    ],
    ids=["missing folder", "below a file", "folder", "too long"],
)
def test_a_file_that_cannot_be_is_refused(tmp_path: Path, place: str, says: str, hint: str) -> None:
    """A place that cannot be written is one message with the place and what to do."""
    (tmp_path / "a-file").touch()
    (tmp_path / "a-folder").mkdir()
    with pytest.raises(SamgraphError) as caught, whole_file(tmp_path / place):
        pytest.fail("there is nothing to write to")
    assert caught.value.where == str(tmp_path / place)
    assert says in caught.value.message
    assert hint in caught.value.hint
    assert names(tmp_path) == ["a-file", "a-folder"]


def test_an_error_while_making_the_contents_is_not_blamed_on_the_place(tmp_path: Path) -> None:
    """A missing source is reported as such, and not as an output that cannot be written."""
    with pytest.raises((OSError, SamgraphError)) as caught:  # noqa: SIM117
        with whole_file(tmp_path / "x.txt"):
            (tmp_path / "source.txt").read_text(encoding="utf-8")
    assert "source.txt" in str(caught.value)


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    """A new folder comes with its marker, and replaces our own earlier one in one step."""
    target = tmp_path / "store"
    for number in range(3):
        with whole_folder(target, MARKER) as beside:
            (beside / f"{number}.txt").write_text("x", encoding="utf-8")
            assert not target.exists() or names(target) == [f"{number - 1}.txt", MARKER]
        assert names(target) == [f"{number}.txt", MARKER]
    assert names(tmp_path) == ["store"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    """A folder with nothing in it is nobody's."""
    (tmp_path / "store").mkdir()
    with whole_folder(tmp_path / "store", MARKER) as beside:
        (beside / "x.txt").touch()
    assert names(tmp_path / "store") == [MARKER, "x.txt"]


@pytest.mark.parametrize("content", ["photo.jpg", ".hidden", "sub/photo.jpg", f"sub/{MARKER}"])
def test_a_foreign_folder_is_left_alone(tmp_path: Path, content: str) -> None:
    """A folder with anything in it and without our marker is not touched."""
    (tmp_path / "store" / content).parent.mkdir(parents=True)
    (tmp_path / "store" / content).write_text("mine", encoding="utf-8")
    with pytest.raises(SamgraphError) as caught, whole_folder(tmp_path / "store", MARKER):
        pytest.fail("somebody's folder would be replaced")
    assert "something else" in caught.value.message
    assert (tmp_path / "store" / content).read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["store"]


def test_a_marker_that_is_a_folder_marks_nothing(tmp_path: Path) -> None:
    """Only a file of that name tells our folder from another."""
    (tmp_path / "store" / MARKER).mkdir(parents=True)
    with pytest.raises(SamgraphError), whole_folder(tmp_path / "store", MARKER):
        pytest.fail("somebody's folder would be replaced")


@pytest.mark.parametrize("place", ["gone/store", "a-file", "a-file/store", "x" * 300])
def test_a_folder_that_cannot_be_is_refused(tmp_path: Path, place: str) -> None:
    """A missing parent, a file in the way or a name too long is one message with the place."""
    (tmp_path / "a-file").touch()
    with pytest.raises(SamgraphError) as caught, whole_folder(tmp_path / place, MARKER):
        pytest.fail("there is nothing to write to")
    assert caught.value.where == str(tmp_path / place)
    assert caught.value.hint
    assert names(tmp_path) == ["a-file"]


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt])
@pytest.mark.parametrize("stood", [True, False])
def test_a_folder_that_fails_leaves_nothing(
    tmp_path: Path, error: type[BaseException], stood: bool
) -> None:
    """Whatever ends the block, there is no half folder and the old one stays."""
    target = tmp_path / "store"
    if stood:
        with whole_folder(target, MARKER) as beside:
            (beside / "old.txt").touch()
    with pytest.raises((error, SamgraphError)), whole_folder(target, MARKER) as beside:
        (beside / "half.txt").touch()
        raise error
    assert names(tmp_path) == ["store"] * stood
    assert not stood or names(target) == ["old.txt", MARKER]


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    """Even a sudden end in the middle leaves what stood there."""
    target = tmp_path / "x.txt"
    target.write_text("old", encoding="utf-8")
    code = (
        "import os, pathlib, sys\n"
        "from samgraph.outputs import whole_file\n"
        "with whole_file(pathlib.Path(sys.argv[1])) as beside:\n"
        "    beside.write_text('half')\n"
        "    os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert target.read_text(encoding="utf-8") == "old"


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    """What is no ordinary file stays what it is, also for somebody who could remove it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(SamgraphError, match="no ordinary file"), whole_file(pipe) as file:
        file.write_text("x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [each.name for each in tmp_path.iterdir()] == ["pipe"]


KILLED = """
import os, pathlib, sys
from samgraph import outputs

target, moment = pathlib.Path(sys.argv[1]), sys.argv[2]
real = pathlib.Path.rename


def rename(self, other):
    if moment == "before" or (moment == "between" and self.name.startswith(".samgraph-")):
        os._exit(1)
    return real(self, other)


pathlib.Path.rename = rename
outputs._exchange = lambda one, other: False
with outputs.whole_folder(target, "ours") as beside:
    (beside / "new.txt").touch()
    if moment == "while":
        os._exit(1)
"""


@pytest.mark.skipif(os.name != "posix", reason="only there a killed program is told from others")
@pytest.mark.parametrize("moment", ["while", "before", "between"])
def test_a_process_that_is_killed_leaves_the_old_folder(tmp_path: Path, moment: str) -> None:
    """Also where two folders cannot be swapped at once: whoever comes next finds the old one."""
    target = tmp_path / "store"
    with whole_folder(target, MARKER) as beside:
        (beside / "old.txt").touch()
    subprocess.run([sys.executable, "-c", KILLED, str(target), moment], check=False)
    assert target.exists() is (moment != "between")
    recover(target)
    assert names(target) == ["old.txt", MARKER]
    with whole_folder(target, MARKER) as beside:
        (beside / "new.txt").touch()
    assert names(target) == ["new.txt", MARKER]
    assert names(tmp_path) == ["store"]


def test_what_a_running_program_puts_beside_is_left_alone(tmp_path: Path) -> None:
    """Two programs that write to one place at once do not take each other's folder away."""
    target = tmp_path / "store"
    with whole_folder(target, MARKER) as first:
        (first / "first.txt").touch()
        with whole_folder(target, MARKER) as second:
            (second / "second.txt").touch()
        assert first.exists()
    assert names(target) == ["first.txt", MARKER]
    assert names(tmp_path) == ["store"]
