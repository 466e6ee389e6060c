"""Everything in the repository is ours, and nothing in it names the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.places import ROOT, SOURCE, files, text_of

_FOREIGN_FOLDERS = {"node_modules", "vendor", "vendored", "third_party", "thirdparty", "extern"}
_MINIFIED = 1200
"""Letters in a line that nobody wrote by hand."""

# In brackets, so that this file doesn't say what it looks for.
_NOT_OURS = re.compile(
    r"copyright[ ](?:\(c\)|©|\d{4})|@licen[cs]e|/\*[!]|SPDX-License-Identifier:[ ](?!Apache-2.0)"
    r"|Permission[ ]is[ ]hereby[ ]granted|Redistribution[ ]and[ ]use[ ]in[ ]source"
    r"|sourceMapping[U]RL|webpack[B]ootstrap",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"pypi[.](?:org|python)|python[h]osted|npm[j]s|registry[.](?:yarn|npm)|crates[.]io"
    r"|rubygems[.]org|proxy[.]golang|(?:unpkg|jsdelivr|cdnjs)[.]|--(?:extra-)?index-url[ =]",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?<![\w.:/~}-])/(?:home|Users|root|work|mnt|private/var)/[\w.-]+|[A-Z]:\\Users\\"
)


_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def foreign(path: Path, text: str) -> Iterator[str]:
    """Signs that somebody else wrote a file. What others wrote is installed, not copied."""
    if _FOREIGN_FOLDERS & set(path.parts) or ".min." in path.name:
        yield "belongs to somebody else, by its name"
    if path.name != "LICENSE" and (found := _NOT_OURS.search(text)):
        yield f"says {found[0]!r}"
    if path.suffix not in {".txt", ".md"} and any(
        len(line) > _MINIFIED for line in text.splitlines()
    ):
        yield "has a line that only a program writes"


def out_of_place(text: str) -> Iterator[str]:
    """What is true on one machine alone, names where packages come from, or was left half merged."""
    for pattern in (_REGISTRY, _MACHINE, _CONFLICT):
        if found := pattern.search(text):
            yield f"names {found[0]!r}"


def test_every_file_is_ours_and_at_home_everywhere() -> None:
    said = [
        f"{path.relative_to(ROOT)} {sentence}"
        for path in files()
        for sentence in (
            *foreign(path.relative_to(ROOT), text_of(path)),
            *out_of_place(text_of(path)),
        )
    ]
    assert not said, "\n".join(["", *said])


def test_what_a_browser_loads_is_text_that_we_wrote() -> None:
    static = [path for path in files() if (SOURCE / "static") in path.parents]
    assert len(static) > 5
    assert {path.suffix for path in static} <= {".css", ".js", ".svg"}
    assert all(text_of(path) for path in static)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/tandem/static/vendor/x.js", ""),
        ("src/tandem/static/js/chart.min.js", ""),
        ("src/tandem/static/js/chart.js", "/*" + "! chart v3 */"),
        ("src/tandem/static/x.css", "/* Copyright " + "(c) 2020 Somebody */"),
        ("src/tandem/core/x.py", "# Permission is " + "hereby granted, free of charge"),
        ("src/tandem/static/js/x.js", "var a;" * 300),
        ("src/tandem/static/js/x.js", "//# sourceMapping" + "URL=x.js.map"),
    ],
)
def test_what_others_wrote_is_found(name: str, text: str) -> None:
    assert list(foreign(Path(name), text))


@pytest.mark.parametrize(
    "text",
    [
        "see /home" + "/somebody/notes",
        "DATA = '/Users" + "/ada/data'",
        "cd /work" + "/main",
        r"C:\Users" + r"\ada",
        "https://pypi" + ".org/simple",
        "pip install --index-url" + " x",
        "https://unpkg" + ".com/htmx",
        "<" * 7 + " HEAD",
    ],
)
def test_what_is_out_of_place_is_found(text: str) -> None:
    assert list(out_of_place(text))


@pytest.mark.parametrize("text", ["/people/work/x", "~/work/x", "https://a.example/home/x"])
def test_addresses_are_not_places_on_a_machine(text: str) -> None:
    assert not list(out_of_place(text))
