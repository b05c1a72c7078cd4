"""Many plans as one: built in parallel, kept on disk, asked together or one by one."""
