"""From a file to tables of text: screened, and parsed in a fenced child process."""
