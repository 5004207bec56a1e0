"""The database's own part in a merge: whatever is written for somebody merged goes to who stays.

A writer may have read the person before the merge. Its row is led on by a trigger, in the writer's
own statement, and noted, so that undoing the merge takes it back too.
"""

from django.db import migrations

FUNCTIONS = """
-- Whom one ends up at. Waits for a merge under way (it locks FOR UPDATE) and holds up one that comes.
CREATE FUNCTION people_stays(who uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    target uuid;
BEGIN
    LOOP
        SELECT merged_into_id INTO target FROM people_person WHERE id = who FOR KEY SHARE;
        IF target IS NULL THEN RETURN who; END IF;
        who := target;
    END LOOP;
END $$;

CREATE FUNCTION people_follow_merges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stays uuid := people_stays(NEW.person_id);
BEGIN
    IF stays = NEW.person_id THEN RETURN NEW; END IF;
    IF TG_TABLE_NAME = 'people_contactpoint' THEN
        -- Whoever is reached that way already needs it no second time; it is read where it stands.
        IF EXISTS (SELECT FROM people_contactpoint
                   WHERE person_id = stays AND kind = NEW.kind AND value = NEW.value) THEN
            RETURN NEW;
        END IF;
        NEW.is_primary := false;
    END IF;
    WITH RECURSIVE way AS (
        SELECT id, kept_id FROM people_merge WHERE gone_id = NEW.person_id AND undone_at IS NULL
        UNION ALL
        SELECT later.id, later.kept_id FROM people_merge later
          JOIN way ON later.gone_id = way.kept_id WHERE later.undone_at IS NULL
    )
    INSERT INTO people_movedrow (merge_id, "table", "row")
    SELECT id, TG_TABLE_NAME, NEW.id::text FROM way ON CONFLICT DO NOTHING;
    NEW.person_id := stays;
    RETURN NEW;
END $$;

-- A copy of the row that was read before the merge would undo it by being saved, or change in vain.
CREATE FUNCTION people_stay_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.unmerging', true) = 'on' THEN RETURN NEW; END IF;
    IF NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id
       OR ((NEW.full_name, NEW.language) IS DISTINCT FROM (OLD.full_name, OLD.language)
           AND NEW.full_name <> '') THEN  -- an erasure empties it
        RAISE EXCEPTION 'this person was merged into another'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'person_was_merged';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stay_merged BEFORE UPDATE ON people_person
    FOR EACH ROW WHEN (OLD.merged_into_id IS NOT NULL) EXECUTE FUNCTION people_stay_merged();
"""
WITHOUT = """
DROP TRIGGER stay_merged ON people_person;
DROP FUNCTION people_stay_merged();
DROP FUNCTION people_follow_merges();
DROP FUNCTION people_stays(uuid);
"""


def follow_merges(table: str) -> migrations.RunSQL:
    """Lead rows of `table` to the person who stays: for every table with a `person_id`."""
    return migrations.RunSQL(
        f"CREATE TRIGGER follow_merges BEFORE INSERT OR UPDATE OF person_id ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION people_follow_merges()",
        f"DROP TRIGGER follow_merges ON {table}",
    )
