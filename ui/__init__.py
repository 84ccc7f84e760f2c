"""The window: shows, asks, repaints; knows no SQL, no workbook, no key."""
