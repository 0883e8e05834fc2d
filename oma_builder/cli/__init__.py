"""The command line: commands by subject, their French, their exit codes."""
