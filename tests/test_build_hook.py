"""The build hook: third-party JavaScript in the wheel, pinned and checked, or a wheel without."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("hatchling", reason="hatchling builds the wheel")


def _hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hook = _hook()


def _package(folder: Path, name: str, files: dict[str, str]) -> dict[str, Any]:
    """Put a package where the npm of these tests finds it; return its pin."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for inside, text in files.items():
            member = tarfile.TarInfo(f"package/{inside}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    flat = name.removeprefix("@").replace("/", "-")
    (folder / f"{flat}-1.0.0.tgz").write_bytes(content.getvalue())
    digest = base64.b64encode(hashlib.sha512(content.getvalue()).digest()).decode()
    return {
        "name": name,
        "version": "1.0.0",
        "part": "editor",
        "licence": "MIT",
        "integrity": f"sha512-{digest}",
        "files": {inside: f"{flat}{Path(inside).suffix}" for inside in files},
    }


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose packages an npm of our own brings, and counts how often."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (tmp_path / "bin").mkdir()
    npm = tmp_path / "bin" / "npm"
    npm.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, shutil, sys\n"
        f"shop = pathlib.Path({str(folder)!r})\n"
        "with open(shop / 'asked', 'a') as log: log.write(' '.join(sys.argv) + chr(10))\n"
        "to = next(a.split('=', 1)[1] for a in sys.argv if a.startswith('--pack-destination='))\n"
        "for file in shop.glob('*.tgz'): shutil.copy(file, to)\n"
        "sys.exit(1 if (shop / 'broken').exists() else 0)\n"
    )
    npm.chmod(npm.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return folder


def _project(tmp_path: Path, *pins: dict[str, Any]) -> Path:
    root = tmp_path / "project"
    (root / "samgraph" / "explorer").mkdir(parents=True, exist_ok=True)
    (root / hook.PINS).write_text(json.dumps(pins), encoding="utf-8")
    return root


def _times_asked(shop: Path) -> int:
    log = shop / "asked"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_modules_name_each_other_as_files(tmp_path: Path, shop: Path) -> None:
    """A browser finds what npm's modules import, without a bundler."""
    view = _package(
        shop, "@ed/view", {"index.js": "import { a } from '@ed/state';\nexport { a };\n"}
    )
    state = _package(shop, "@ed/state", {"index.js": "const a = \"from 'x'\";\nexport { a };\n"})
    root = _project(tmp_path, view, state)
    assert hook.fill(root) == []
    vendor = root / "samgraph" / "vendor"
    assert (
        vendor / "ed-view.js"
    ).read_text() == "import { a } from './ed-state.js';\nexport { a };\n"
    assert (vendor / "ed-state.js").read_text() == "const a = \"from 'x'\";\nexport { a };\n"
    assert json.loads((vendor / "vendored.json").read_text())["editor"]["packages"] == {
        "@ed/view": view["integrity"],
        "@ed/state": state["integrity"],
    }


def test_what_is_there_is_not_fetched_again(tmp_path: Path, shop: Path) -> None:
    """Until a file of it is changed, or another version is pinned."""
    pin = _package(shop, "one", {"index.js": "export {};\n"})
    root = _project(tmp_path, pin)
    file = root / "samgraph" / "vendor" / "one.js"
    for _ in range(2):
        assert hook.fill(root) == []
    assert _times_asked(shop) == 1
    file.write_text("changed")
    assert hook.fill(root) == []
    assert file.read_text() == "export {};\n"
    assert _times_asked(shop) == 2
    _project(tmp_path, _package(shop, "one", {"index.js": "export { };\n"}))
    assert hook.fill(root) == []
    assert file.read_text() == "export { };\n"
    pin = _package(shop, "one", {"index.js": "export { };\n"})
    _project(tmp_path, pin | {"files": {"index.js": "other.js"}})
    assert hook.fill(root) == []
    assert file.with_name("other.js").exists()
    assert not file.exists()


@pytest.mark.parametrize("fault", ["changed", "unpinned import", "no such file", "npm fails"])
def test_nothing_is_vendored_that_is_not_what_was_pinned(
    tmp_path: Path, shop: Path, fault: str
) -> None:
    """A part is there whole or not at all, the build goes on, and the note says why."""
    text = "import 'other';\n" if fault == "unpinned import" else "export {};\n"
    pin = _package(shop, "one", {"index.js": text})
    if fault == "changed":
        pin["integrity"] = "sha512-" + "A" * 86 + "=="
    if fault == "no such file":
        pin["files"]["LICENSE"] = "licences/one.txt"
    if fault == "npm fails":
        (shop / "broken").touch()
    other = _package(shop, "two", {"index.js": "export {};\n"}) | {"part": "engine"}
    root = _project(tmp_path, pin, other)
    notes = hook.fill(root)
    said = {
        "changed": "is not what is pinned",
        "unpinned import": "wants other, which is not pinned",
        "no such file": "has no file LICENSE",
        "npm fails": "npm could not fetch one@1.0.0",
    }[fault]
    assert any("without the editor" in note and said in note for note in notes)
    vendor = root / "samgraph" / "vendor"
    assert not (vendor / "one.js").exists()
    assert (vendor / "two.js").exists() == (fault != "npm fails")


def test_without_npm_there_is_a_note_and_no_error(
    tmp_path: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was fetched before, as it is pinned now, stays."""
    root = _project(tmp_path, _package(shop, "one", {"index.js": "export {};\n"}))
    assert hook.fill(root) == []
    monkeypatch.setenv("PATH", "")
    assert hook.fill(root) == []
    shutil.rmtree(root / "samgraph" / "vendor")
    assert hook.fill(root) == [
        "samgraph is built without the editor in the browser: npm is not at hand"
    ]
    assert not (root / "samgraph" / "vendor" / "one.js").exists()


def test_a_checkout_that_cannot_be_written_is_built_all_the_same(
    tmp_path: Path, shop: Path
) -> None:
    """The note says that JavaScript is missing."""
    root = _project(tmp_path, _package(shop, "one", {"index.js": "export {};\n"}))
    (root / "samgraph" / "vendor").write_text("a file stands where the folder should be")
    (note,) = hook.fill(root)
    assert note.startswith("samgraph is built without third-party JavaScript: ")


def test_every_package_is_pinned_by_version_and_hash_and_has_a_licence() -> None:
    """No address of a registry stands in the pins, and no range of versions."""
    pins = json.loads((ROOT / hook.PINS).read_text())
    assert {pin["part"] for pin in pins} == {"editor", "engine"}
    for pin in pins:
        assert re.fullmatch(r"\d+\.\d+\.\d+", pin["version"]), pin["name"]
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", pin["integrity"]), pin["name"]
        assert pin["licence"] in ("MIT", "MIT OR Apache-2.0")
        assert any(name.startswith("licences/") for name in pin["files"].values())
    assert "://" not in (ROOT / hook.PINS).read_text()


def _build(root: Path, to: Path, target: str, path: str) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(to)],
        cwd=root, check=True, capture_output=True, timeout=300,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    return next(to.iterdir())


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source distribution, unpacked: without git and without third-party files."""
    folder = tmp_path_factory.mktemp("sources")
    sdist = _build(ROOT, folder / "sdist", "sdist", os.environ["PATH"])
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return next(one for one in folder.iterdir() if one.name != "sdist")


def test_the_source_distribution_holds_the_hook_and_nothing_of_others(sources: Path) -> None:
    """It can be built where npm is, and where it is not."""
    assert (sources / "hatch_build.py").is_file()
    assert (sources / hook.PINS).is_file()
    assert not (sources / hook.FOLDER).exists()


def test_a_wheel_built_without_npm_is_whole_but_for_the_third_party_files(
    sources: Path, tmp_path: Path
) -> None:
    """Its own modules are all there."""
    names = zipfile.ZipFile(_build(sources, tmp_path / "wheel", "wheel", "")).namelist()
    assert hook.PINS in names
    assert "samgraph/__init__.py" in names
    assert not [name for name in names if name.endswith((".wasm", "codemirror-view.js"))]


def test_a_wheel_built_with_npm_carries_every_pinned_file(sources: Path, tmp_path: Path) -> None:
    """With the licence of each."""
    if shutil.which("npm") is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no npm; .ci/run should have installed it")
        pytest.skip("npm is not at hand")
    wheel = _build(sources, tmp_path / "wheel", "wheel", os.environ["PATH"])
    names = set(zipfile.ZipFile(wheel).namelist())
    pins = json.loads((ROOT / hook.PINS).read_text())
    wanted = {f"{hook.FOLDER}/{name}" for pin in pins for name in pin["files"].values()}
    assert len(wanted) > 30
    assert wanted <= names
