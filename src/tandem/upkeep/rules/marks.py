"""What leaves a mark when it is done. Plain Python."""

from enum import StrEnum


class MarkKind(StrEnum):
    """What is done to keep the workspace well."""

    WORKER = "worker"
    BACKUP = "backup"
    VERIFY = "verify"
    MAIL = "mail"
