-- What tickets are sorted by where it is text: as a dictionary does, in which neither accents nor case count. Computed by the database
-- itself, as seeds, imports and whoever renames something write names too. Alphabet.cs computes the same.
-- No more letters than these: SQLite before 3.46 reads no deeper expression, and the file is for other programs, too.
ALTER TABLE Tickets ADD COLUMN TitleKey TEXT GENERATED ALWAYS AS (
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Title), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    ) VIRTUAL;
ALTER TABLE Tickets ADD COLUMN RequesterKey TEXT GENERATED ALWAYS AS (
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(COALESCE(RequesterName, '')), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e')
        , 'î', 'i'), 'ï', 'i'), 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c')
        , 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    ) VIRTUAL;

CREATE INDEX IX_Tickets_TitleKey ON Tickets (TitleKey, Id);
CREATE INDEX IX_Tickets_RequesterKey ON Tickets (RequesterKey, Id);

-- Names are read once for each ticket: their keys are stored.
ALTER TABLE Members ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Members_KeepNameKey AFTER UPDATE OF Name ON Members BEGIN
    UPDATE Members SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Members_FillNameKey AFTER INSERT ON Members BEGIN
    UPDATE Members SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Members SET Name = Name;

ALTER TABLE Applications ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Applications_KeepNameKey AFTER UPDATE OF Name ON Applications BEGIN
    UPDATE Applications SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Applications_FillNameKey AFTER INSERT ON Applications BEGIN
    UPDATE Applications SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Applications SET Name = Name;

ALTER TABLE Domains ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Domains_KeepNameKey AFTER UPDATE OF Name ON Domains BEGIN
    UPDATE Domains SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Domains_FillNameKey AFTER INSERT ON Domains BEGIN
    UPDATE Domains SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Domains SET Name = Name;

ALTER TABLE AssignmentGroups ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_AssignmentGroups_KeepNameKey AFTER UPDATE OF Name ON AssignmentGroups BEGIN
    UPDATE AssignmentGroups SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_AssignmentGroups_FillNameKey AFTER INSERT ON AssignmentGroups BEGIN
    UPDATE AssignmentGroups SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE AssignmentGroups SET Name = Name;

ALTER TABLE Categories ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Categories_KeepNameKey AFTER UPDATE OF Name ON Categories BEGIN
    UPDATE Categories SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Categories_FillNameKey AFTER INSERT ON Categories BEGIN
    UPDATE Categories SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Categories SET Name = Name;

ALTER TABLE Sites ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Sites_KeepNameKey AFTER UPDATE OF Name ON Sites BEGIN
    UPDATE Sites SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Sites_FillNameKey AFTER INSERT ON Sites BEGIN
    UPDATE Sites SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Sites SET Name = Name;

ALTER TABLE Agents ADD COLUMN NameKey TEXT NOT NULL DEFAULT '';
CREATE TRIGGER TR_Agents_KeepNameKey AFTER UPDATE OF Name ON Agents BEGIN
    UPDATE Agents SET NameKey =
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    WHERE Id = NEW.Id;
END;
CREATE TRIGGER TR_Agents_FillNameKey AFTER INSERT ON Agents BEGIN
    UPDATE Agents SET Name = Name WHERE Id = NEW.Id;
END;
UPDATE Agents SET Name = Name;
