"""Files become records; nothing above this opens one."""
