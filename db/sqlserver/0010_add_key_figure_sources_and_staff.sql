-- What key figures are about, where their values come from, and staff counted the same way, SQL Server.

-- Kind is platform, production, business (of DomainId) or staff (full-time equivalents of DepartmentId, of Grade when it is told).
-- IsMonthly says which periods should have a value; both years and months may have one.
ALTER TABLE KeyFigures ADD Kind NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_KeyFigures_Kind DEFAULT 'business';
ALTER TABLE KeyFigures ADD DomainId BIGINT NULL CONSTRAINT FK_KeyFigures_DomainId FOREIGN KEY REFERENCES Domains (Id);
ALTER TABLE KeyFigures ADD DepartmentId BIGINT NULL CONSTRAINT FK_KeyFigures_DepartmentId FOREIGN KEY REFERENCES Departments (Id);
ALTER TABLE KeyFigures ADD Grade NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE KeyFigures ADD IsMonthly BIT NOT NULL CONSTRAINT DF_KeyFigures_IsMonthly DEFAULT 0;
GO
UPDATE KeyFigures SET Kind = 'platform' WHERE GroupName = 'Plateforme technique';
UPDATE KeyFigures SET Kind = 'production' WHERE GroupName = 'Production';

ALTER TABLE KeyFigureValues ADD Source NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE KeyFigureValues ADD Version INT NOT NULL CONSTRAINT DF_KeyFigureValues_Version DEFAULT 1;
