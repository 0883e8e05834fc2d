"""The site while it is written: built at every save, shown with what is not published yet and with what is wrong."""
