-- What the rows of a checked file add up to, as JSON.
ALTER TABLE Imports ADD UnderstoodJson NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL;
