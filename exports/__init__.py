"""What leaves and enters an office as a file: workbooks, signatures, carriers."""
