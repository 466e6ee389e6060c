"""A backup: everything that Tandem holds, in one file that either database can take in.

A ZIP archive: `manifest.json` says what is in it, `tables/<name>.jsonl` has the rows of a table
(the first line its columns), `files/<digest>` what people uploaded, `secret-key` what seals second
factors: keep a backup like a key. Who is signed in where is left out. It is read in one moment,
while everybody goes on working.
"""

from tandem.config.backup.making import make_backup
from tandem.config.backup.restoring import restore_backup

__all__ = ["make_backup", "restore_backup"]
