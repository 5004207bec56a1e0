"""What proves that nothing was changed unseen, and what must outlive the database."""

from pathlib import Path

from . import env

ROOT = Path(__file__).resolve().parents[3]

# Heads of the audit chain: on another disk, or at least outside the database.
AUDIT_HEADS_FILE = Path(env.text("AUDIT_HEADS_FILE", str(ROOT / ".demo" / "audit-heads.jsonl")))
AUDIT_SEAL_SECONDS = env.integer("AUDIT_SEAL_SECONDS", 5)

# The same reader, person and screen within these minutes are one reading; 0 counts each.
READINGS_ONCE_IN_MINUTES = env.integer("READINGS_ONCE_IN_MINUTES", 15)

# Where backups go, and beside them the list of who was erased: it must survive a restore.
BACKUP_URL = env.text("BACKUP_URL", f"file://{ROOT / '.backups'}")
# The public key (age1…) to which backups are encrypted; its secret is kept off the server.
BACKUP_RECIPIENT = env.text("BACKUP_RECIPIENT", "")
BACKUP_EVERY_HOURS = env.integer("BACKUP_EVERY_HOURS", 24)
BACKUP_KEEP_DAYS = env.integer("BACKUP_KEEP_DAYS", 35)
# A restore that nobody has tried for this long is red on the screen.
BACKUP_DRILL_DAYS = env.integer("BACKUP_DRILL_DAYS", 30)
# What is backed up beside the database: every storage that holds what people gave us.
BACKED_UP_STORAGES = ["default", "private"]
# A role that may create databases; given to a drill only.
DRILL_OWNER_URL = env.text("DRILL_OWNER_URL", "")
