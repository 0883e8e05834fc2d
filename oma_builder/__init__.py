"""OMA Builder: from YAML and Markdown to the site and the printed guide of the trades of Occitanie."""
