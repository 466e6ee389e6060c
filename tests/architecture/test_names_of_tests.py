"""Two test files of one name can't be collected together."""

from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.static


def test_no_two_test_files_share_a_name() -> None:
    names = Counter(file.name for file in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []
