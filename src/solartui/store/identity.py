"""What tells our files from others, and how new they are. Imports nothing, for the quickest readers."""

from __future__ import annotations

# "Solr" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x536F6C72
SCHEMA_VERSION = 7
