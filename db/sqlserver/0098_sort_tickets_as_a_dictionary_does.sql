-- What tickets are sorted by where it is text: as a dictionary does, in which neither accents nor case count. Computed by the database
-- itself, as seeds, imports and whoever renames something write names too. Alphabet.cs computes the same.
ALTER TABLE Tickets ADD TitleKey AS (CAST(
    REPLACE(REPLACE(TRANSLATE(Title,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    AS NVARCHAR(400)));
ALTER TABLE Tickets ADD RequesterKey AS (CAST(
    REPLACE(REPLACE(TRANSLATE(COALESCE(RequesterName, ''),
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    AS NVARCHAR(400)));
GO

CREATE INDEX IX_Tickets_TitleKey ON Tickets (TitleKey, Id);
CREATE INDEX IX_Tickets_RequesterKey ON Tickets (RequesterKey, Id);

-- Names are read once for each ticket: their keys are stored.
ALTER TABLE Members ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Members_NameKey DEFAULT '';
ALTER TABLE Applications ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Applications_NameKey DEFAULT '';
ALTER TABLE Domains ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Domains_NameKey DEFAULT '';
ALTER TABLE AssignmentGroups ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_AssignmentGroups_NameKey DEFAULT '';
ALTER TABLE Categories ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Categories_NameKey DEFAULT '';
ALTER TABLE Sites ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Sites_NameKey DEFAULT '';
ALTER TABLE Agents ADD NameKey NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT DF_Agents_NameKey DEFAULT '';
GO

CREATE TRIGGER TR_Members_KeepNameKey ON Members AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Members n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Members SET Name = Name;
GO

CREATE TRIGGER TR_Applications_KeepNameKey ON Applications AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Applications n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Applications SET Name = Name;
GO

CREATE TRIGGER TR_Domains_KeepNameKey ON Domains AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Domains n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Domains SET Name = Name;
GO

CREATE TRIGGER TR_AssignmentGroups_KeepNameKey ON AssignmentGroups AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM AssignmentGroups n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE AssignmentGroups SET Name = Name;
GO

CREATE TRIGGER TR_Categories_KeepNameKey ON Categories AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Categories n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Categories SET Name = Name;
GO

CREATE TRIGGER TR_Sites_KeepNameKey ON Sites AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Sites n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Sites SET Name = Name;
GO

CREATE TRIGGER TR_Agents_KeepNameKey ON Agents AFTER INSERT, UPDATE AS
BEGIN
    SET NOCOUNT ON;
    UPDATE n SET NameKey =
        REPLACE(REPLACE(TRANSLATE(n.Name,
        N'ABCDEFGHIJKLMNOPQRSTUVWXYZàâäçéèêëîïôöùûüñÀÂÇÉÈÊËÎÔ',
        N'abcdefghijklmnopqrstuvwxyzaaaceeeeiioouuunaaceeeeio'), N'œ', N'oe'), N'Œ', N'oe')
    FROM Agents n
    JOIN inserted i ON i.Id = n.Id;
END;
GO

UPDATE Agents SET Name = Name;
GO
