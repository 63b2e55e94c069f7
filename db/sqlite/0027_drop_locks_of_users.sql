-- What SignInFailures counts since 0016, SQLite.

ALTER TABLE Users DROP COLUMN FailedSignIns;
ALTER TABLE Users DROP COLUMN LockedUntilAt;
