"""The ODK XPath dialect: parsed by `parse`, given meaning by `values`, bound to rows by `bind`."""
