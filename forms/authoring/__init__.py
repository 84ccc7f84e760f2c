"""The pack builder: XLSForm sources -> pyxform -> a compiled pack, with errors that name sheet and cell."""
