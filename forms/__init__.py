"""Ground floor: form packs, values, the expression engine, checks, standards; no files, no screens."""
