"""The page of forms that other people made."""
