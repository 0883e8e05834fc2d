"""Publishing: artifacts become one directory, swapped in whole."""
