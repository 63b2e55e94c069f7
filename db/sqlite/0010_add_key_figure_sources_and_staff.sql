-- What key figures are about, where their values come from, and staff counted the same way, SQLite.

-- Kind is platform, production, business (of DomainId) or staff (full-time equivalents of DepartmentId, of Grade when it is told).
-- IsMonthly says which periods should have a value; both years and months may have one.
ALTER TABLE KeyFigures ADD COLUMN Kind TEXT NOT NULL DEFAULT 'business';
ALTER TABLE KeyFigures ADD COLUMN DomainId INTEGER NULL REFERENCES Domains (Id);
ALTER TABLE KeyFigures ADD COLUMN DepartmentId INTEGER NULL REFERENCES Departments (Id);
ALTER TABLE KeyFigures ADD COLUMN Grade TEXT NULL;
ALTER TABLE KeyFigures ADD COLUMN IsMonthly INTEGER NOT NULL DEFAULT 0;

UPDATE KeyFigures SET Kind = 'platform' WHERE GroupName = 'Plateforme technique';
UPDATE KeyFigures SET Kind = 'production' WHERE GroupName = 'Production';

ALTER TABLE KeyFigureValues ADD COLUMN Source TEXT NULL;
ALTER TABLE KeyFigureValues ADD COLUMN Version INTEGER NOT NULL DEFAULT 1;
