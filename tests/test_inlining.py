"""Modules are put together into one script, and what would not work there is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from samgraph import drawing
from samgraph.errors import SamgraphError
from samgraph.inlining import inline

TEMPLATES = Path(drawing.__file__).parent / "templates"


def put(files: Mapping[str, str], entry: str = "a.js") -> str:
    return inline(entry, lambda path: files[path])


def test_modules_stand_once_and_in_the_order_in_which_they_are_needed() -> None:
    """What is imported comes first, once, and neither import nor export is left."""
    script = put(
        {
            "a.js": 'import { b } from "./in/b.js";\nimport { c } from "./c.js";\nb(c);\n',
            "in/b.js": 'import { c } from "../c.js";\nexport function b() {\n  return c;\n}\n',
            "c.js": "export const c = 1;\n",
        }
    )
    assert script == (
        '(() => {\n"use strict";\nconst c = 1;\n\nfunction b() {\n  return c;\n}\n\nb(c);\n})();\n'
    )


def test_modules_may_import_each_other_in_a_circle() -> None:
    """A function may call one that comes later."""
    script = put(
        {
            "a.js": 'import { b } from "./b.js";\nexport function a() {\n  b();\n}\n',
            "b.js": 'import { a } from "./a.js";\nexport function b() {\n  a();\n}\n',
        }
    )
    assert script.count("function a()") == script.count("function b()") == 1


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.js": "export default 1;\n"}, "cannot be put into one script"),
        ({"a.js": 'import * as b from "./b.js";\n'}, "cannot be put into one script"),
        ({"a.js": 'import { b as c } from "./b.js";\n', "b.js": ""}, '"b as c" is not exported'),
        (
            {"a.js": 'import { b } from "./b.js";\n', "b.js": "const b = 1;\n"},
            '"b" is not exported by b.js',
        ),
        (
            {"a.js": 'import { b } from "./b.js";\nconst c = 1;\n',
             "b.js": "const c = 2;\nexport const b = c;\n"},
            '"c" stands at the top of two modules',
        ),
        (
            {"a.js": 'import { b } from "./b.js";\nconst { x: c } = b;\n',
             "b.js": "export const b = {};\nfunction c() {}\n"},
            '"c" stands at the top of two modules',
        ),
    ],
)  # fmt: skip
def test_what_one_script_cannot_do_is_refused(files: Mapping[str, str], message: str) -> None:
    """The error names the module and what is wrong with it."""
    with pytest.raises(SamgraphError, match=re.escape(message)) as caught:
        put(files)
    assert caught.value.where in files


def test_page_and_map_share_the_modules_of_the_picture() -> None:
    """What draws the one-file page is the very text that the explorer's map imports."""
    script = inline("network.js", lambda path: (TEMPLATES / path).read_text("utf-8"))
    shared = 0
    for name in ("canvas", "framing", "labels", "lettering", "looks", "model", "signs", "svg"):
        text = (TEMPLATES / f"explorer/picture/{name}.js").read_text("utf-8")
        for line in re.findall(r"^(?:export )?(function \w+\(.*)$", text, flags=re.MULTILINE):
            assert line in script
            shared += 1
    assert shared > 20
    view = (TEMPLATES / "explorer/views/map.js").read_text("utf-8")
    assert 'import { openPicture } from "../picture/canvas.js";' in view
