"""The site: views of the guide become HTML."""
