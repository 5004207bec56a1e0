"""Files that strangers hand in: taken for nothing they cannot show to be (docs/security.md, Uploads)."""
