-- A problem is told by its kind from now on; the next reading, a minute later, says which.
UPDATE Mailboxes SET Problem = NULL;
