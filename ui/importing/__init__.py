"""Lists that the office already has, from Excel, LibreOffice or CSV into its tables: one dialog."""
