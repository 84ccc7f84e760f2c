"""The pack builder."""
