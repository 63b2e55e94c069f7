-- What SignInFailures counts since 0016, SQL Server.

ALTER TABLE Users DROP COLUMN FailedSignIns, LockedUntilAt;
