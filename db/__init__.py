"""The office's one database file: every line of SQL stands here."""
