"""Backups hold everything, sealed; these rows only say when and how much."""

from portal.core.registries import classify

classify(
    "backups.BackupRun",
    plain="name started_at finished_at size rows files head_sequence error removed_at",
)
classify(
    "backups.RestoreRun",
    plain="backup is_drill started_at finished_at rows_equal files_equal chain_good erased_again "
    "error",
)
