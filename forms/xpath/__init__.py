"""The ODK XPath dialect: parsed by `parse`, given JavaRosa's meaning by `values`, bound to rows by `bind`."""
