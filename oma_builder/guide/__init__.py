"""The linked guide: checked documents become one frozen model."""
