"""`tandem xray`: a page about the last year in other trackers' files, without a workspace."""

import shlex
import sys
from argparse import Namespace
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from tandem.config.cli.operate import failed


def xray(options: Namespace) -> int:
    """Write the page beside where one is; what is wrong is said, and the code is 1."""
    from tandem.formats.trackers import UnreadableExport, open_exports, read_mapping
    from tandem.insight.xray import Wanted, page_of, report_of

    target: Path = options.output or Path(f"{_stem(options.files[0])}-xray.html")
    if target.exists() and not options.force:
        return failed(f"{target} is there already. Say --force to replace it, or --output FILE.")
    try:
        until = date.fromisoformat(options.until) if options.until else None
        wanted = Wanted(until, options.marketing, options.it)
        told = read_mapping(options.mapping)
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in options.files]
            reading = open_exports(files, told, texts=False)
            report = report_of(reading, [path.name for path in options.files], wanted)
        target.write_text(page_of(report, _typed(options)), encoding="utf-8")
    except UnreadableExport as error:
        return failed(str(error))
    except OSError as error:
        return failed(f"{error.filename or target} can't be read or written: {error.strerror}.")
    except ValueError:
        return failed(f"{options.until} is no day. Write it as 2025-12-31.")
    sys.stdout.write(f"{target}: {report.items:,} items. Open it in a browser.\n")
    return 0


def _stem(path: Path) -> str:
    """The name without what it ends with: shop.jsonl.xz is shop."""
    name = path.name
    for ending in (
        ".xz",
        ".gz",
        path.with_suffix("").suffix if path.suffix in {".xz", ".gz"} else path.suffix,
    ):
        name = name.removesuffix(ending) if ending else name
    return name or "export"


def _typed(options: Namespace) -> str:
    """The command as one would type it again."""
    words = ["tandem", "xray", *(path.name for path in options.files)]
    for name in ("marketing", "it", "mapping", "until"):
        if value := getattr(options, name):
            words += [f"--{name}", value]
    return shlex.join(words)
