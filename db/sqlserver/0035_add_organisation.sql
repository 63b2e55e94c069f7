-- Whose product it is: what everybody sees before they sign in, SQL Server.

-- One row. The logo is a picture whose first bytes were looked at; its digest changes its address, so that browsers may keep it.
CREATE TABLE Organisation (
    Id BIGINT NOT NULL CONSTRAINT PK_Organisation PRIMARY KEY,
    Name NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    LogoType NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NULL,
    LogoDigest NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
    LogoContent VARBINARY(MAX) NULL,
    Version BIGINT NOT NULL
);
INSERT INTO Organisation (Id, Name, LogoType, LogoDigest, LogoContent, Version) VALUES (1, 'SIIM 94', NULL, NULL, NULL, 1);
