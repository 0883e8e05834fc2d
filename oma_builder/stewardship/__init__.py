"""What both partners keep up together: approvals, the agreement, contacts, links, the yearly report."""
