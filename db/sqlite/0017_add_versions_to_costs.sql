-- What somebody saw before changing it: an amount that another has changed meanwhile is not overwritten, SQLite.

ALTER TABLE Contributions ADD COLUMN Version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE DayCosts ADD COLUMN Version INTEGER NOT NULL DEFAULT 1;
