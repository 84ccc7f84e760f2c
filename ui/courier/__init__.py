"""Numbers of the files of the units below, and the receipts that go down to them."""
