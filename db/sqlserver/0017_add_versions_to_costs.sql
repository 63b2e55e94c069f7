-- What somebody saw before changing it: an amount that another has changed meanwhile is not overwritten, SQL Server.

ALTER TABLE Contributions ADD Version INT NOT NULL CONSTRAINT DF_Contributions_Version DEFAULT 1;
ALTER TABLE DayCosts ADD Version INT NOT NULL CONSTRAINT DF_DayCosts_Version DEFAULT 1;
