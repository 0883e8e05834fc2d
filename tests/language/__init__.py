"""The French of the content: spelling, typography, readability and genders, read as readers get it."""
