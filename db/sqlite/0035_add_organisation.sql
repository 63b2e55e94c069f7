-- Whose product it is: what everybody sees before they sign in, SQLite.

-- One row. The logo is a picture whose first bytes were looked at; its digest changes its address, so that browsers may keep it.
CREATE TABLE Organisation (
    Id INTEGER NOT NULL PRIMARY KEY,
    Name TEXT NOT NULL,
    LogoType TEXT NULL,
    LogoDigest TEXT NULL,
    LogoContent BLOB NULL,
    Version INTEGER NOT NULL
) STRICT;
INSERT INTO Organisation (Id, Name, LogoType, LogoDigest, LogoContent, Version) VALUES (1, 'SIIM 94', NULL, NULL, NULL, 1);
