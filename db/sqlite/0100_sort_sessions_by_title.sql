-- What sessions are sorted by where it is text, as tickets are (0098): their titles, and the name of the category that stands for a title
-- that its reader may not see.
ALTER TABLE TrainingSessions ADD COLUMN TitleKey TEXT GENERATED ALWAYS AS (
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Title), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    ) VIRTUAL;
ALTER TABLE TrainingCategories ADD COLUMN NameKey TEXT GENERATED ALWAYS AS (
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(
        LOWER(Name), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'î', 'i'), 'ï', 'i')
        , 'ô', 'o'), 'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ñ', 'n'), 'À', 'a'), 'Â', 'a'), 'Ç', 'c'), 'É', 'e'), 'È', 'e')
        , 'Ê', 'e'), 'Ë', 'e'), 'Î', 'i'), 'Ô', 'o'), 'œ', 'oe'), 'Œ', 'oe')
    ) VIRTUAL;
