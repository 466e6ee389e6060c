"""Exports that others wrote, where they lie beside the project."""

import resource
from contextlib import suppress
from pathlib import Path

import pytest
from tests.formats.test_plan_files import REAL

from tandem.formats.trackers import UnreadableExport, open_exports, read_export

FILES = {
    "01-jira/AEA_jira_change-events.csv.xz": 306,
    "01-jira/bitovi_promotions.json": 8,
    "01-jira/deepse_clover.csv": 384,
    "01-jira/deepse_duracloud.csv": 666,
    "01-jira/deepse_jirasoftware.csv": 352,
    "01-jira/devlake_jira_api_issues.csv": 33,
    "01-jira/devlake_jira_api_issue_changelogs.csv": 3,
    "01-jira/devlake_jira_api_worklogs.csv": 14,
    "01-jira/devlake_jira_external_epics.csv": 3,
    "01-jira/focalboard_jira-export.xml": 2,
    "01-jira/tidev-ALOY.jsonl.xz": 1499,
    "01-jira/tidev-DAEMON.jsonl": 317,
    "02-boards-and-plans/devlake_asana_tasks.csv": 1,
    "02-boards-and-plans/devlake_trello_cards.csv": 69,
    "02-boards-and-plans/ganttproject_HouseBuilding.gan": 20,
    "02-boards-and-plans/mpxj_mspdiresource.xml": 3,
    "02-boards-and-plans/mpxj_sample.xml": 16,
    "02-boards-and-plans/msproject_holidays.xml": 1,
    "02-boards-and-plans/redmine_import_dates.csv": 3,
    "02-boards-and-plans/redmine_import_issues.csv": 3,
    "02-boards-and-plans/redmine_import_issues_single_quotation.csv": 3,
    "02-boards-and-plans/redmine_import_issues_utf8_with_bom.csv": 3,
    "02-boards-and-plans/redmine_import_subtasks_with_unique_id.csv": 9,
    "02-boards-and-plans/redmine_import_time_entries.csv": 3,
    "02-boards-and-plans/taskjuggler_fedora-20.tjp": 380,
    "02-boards-and-plans/taskjuggler_tutorial.tjp": 11,
    "02-boards-and-plans/trello_minimal_nextcloud-deck.json": 1,
    "02-boards-and-plans/trello_pacs-spark.json": 45,
    "02-boards-and-plans/vikunja_testdata_ticktick_export.csv": 11,
    "02-boards-and-plans/vikunja_testdata_ticktick_multiline.csv": 2,
}
REFUSED = {
    "01-jira/devlake_jira_api_sprints.csv": "sprints alone",
    "01-jira/jira_time-estimate_study.csv": "--mapping title=",
    "02-boards-and-plans/redmine_import_issues_no_data_row.csv": "no rows",
    "02-boards-and-plans/redmine_import_users.csv": "list of people",
    "02-boards-and-plans/taskjuggler_fedora-20_reports.tji": "no “project”",
}


def there(name: str) -> Path:
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not beside the project")
    return REAL / name


@pytest.mark.parametrize(("name", "items"), FILES.items())
def test_files_that_others_wrote_are_read(name: str, items: int) -> None:
    with there(name).open("rb") as file:
        export = read_export(file)
    assert len(export.items) == items
    assert len({one.key for one in export.items}) == items


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_files_that_hold_no_items_are_refused_in_words(name: str, sentence: str) -> None:
    with there(name).open("rb") as file, pytest.raises(UnreadableExport, match=sentence):
        read_export(file)


def test_every_file_is_items_or_refused() -> None:
    for folder in (there("01-jira"), there("02-boards-and-plans")):
        for path in sorted(folder.iterdir()):
            if "TIMOB" not in path.name:
                with path.open("rb") as file, suppress(UnreadableExport):
                    read_export(file)


@pytest.mark.slow
def test_twelve_thousand_issues_pass_one_by_one() -> None:
    """64 MB of text; without texts the file never stands in memory as a whole."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with there("01-jira/tidev-TIMOB-part1.jsonl.xz").open("rb") as file:
        count = sum(1 for _ in open_exports([file], texts=False).items)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert count == 12_136
    assert grown < 120_000, "kilobytes, of which unpacking takes half"
