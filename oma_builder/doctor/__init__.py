"""What a machine lacks to build the guide, in French; it runs with the standard library alone."""
