"""What only Windows can show; tools/windows/pytest runs these, other systems pass the folder over."""
