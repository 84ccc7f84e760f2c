"""The page of form packs: what is installed here, and building a new one from the officers' workbook."""
