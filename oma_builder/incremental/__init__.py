"""What the last build has seen, so that the next one does again no more than it must."""
