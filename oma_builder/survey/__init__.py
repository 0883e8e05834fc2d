"""The national survey of planned recruitments, from the file that France Travail publishes to numbers of the guide."""
