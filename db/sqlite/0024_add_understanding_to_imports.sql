-- What the rows of a checked file add up to, as JSON.
ALTER TABLE Imports ADD COLUMN UnderstoodJson TEXT NULL;
