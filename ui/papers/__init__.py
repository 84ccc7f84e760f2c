"""Papers: pages of A4 on the screen, as a PDF and on a printer, from one layout (`exports.paper_pages`)."""
