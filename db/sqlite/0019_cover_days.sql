-- SQL Server's indexes by day hold all that sums of a range of days read; SQLite's are kept as they are.
SELECT 1;
