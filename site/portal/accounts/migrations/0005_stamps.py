"""The database itself ends sessions: what they are bound to changes with role, state and devices.

Whatever the app writes into these columns counts for nothing, so that somebody who saves a row that
was read before a change brings nothing back.
"""

from django.db import migrations

FORWARD = """
UPDATE accounts_user SET stamp = gen_random_uuid();

CREATE FUNCTION accounts_guard_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Depth 1 is a statement of the app; deeper is the trigger of the devices.
    IF pg_trigger_depth() = 1 THEN
        NEW.has_second_factor := OLD.has_second_factor;
        NEW.second_factor_changed_at := OLD.second_factor_changed_at;
    END IF;
    IF (NEW.role, NEW.is_active, NEW.second_factor_changed_at)
        IS DISTINCT FROM (OLD.role, OLD.is_active, OLD.second_factor_changed_at)
    THEN
        NEW.stamp := gen_random_uuid();
    ELSE
        NEW.stamp := OLD.stamp;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER accounts_guard_stamp BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_stamp();

CREATE FUNCTION accounts_guard_new_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.has_second_factor := false;
    NEW.second_factor_changed_at := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER accounts_guard_new_user BEFORE INSERT ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_new_user();

CREATE FUNCTION accounts_note_devices() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner_of bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
    UPDATE accounts_user
    SET has_second_factor = EXISTS (
            SELECT 1 FROM accounts_authenticator WHERE user_id = owner_of AND confirmed
        ),
        second_factor_changed_at = clock_timestamp()
    WHERE id = owner_of;
    RETURN NULL;
END $$;

CREATE TRIGGER accounts_note_new_device AFTER INSERT ON accounts_authenticator
    FOR EACH ROW WHEN (NEW.confirmed) EXECUTE FUNCTION accounts_note_devices();
CREATE TRIGGER accounts_note_device AFTER UPDATE ON accounts_authenticator
    FOR EACH ROW WHEN (NEW.confirmed IS DISTINCT FROM OLD.confirmed)
    EXECUTE FUNCTION accounts_note_devices();
CREATE TRIGGER accounts_note_lost_device AFTER DELETE ON accounts_authenticator
    FOR EACH ROW WHEN (OLD.confirmed) EXECUTE FUNCTION accounts_note_devices();

-- A device is somebody's for good.
CREATE FUNCTION accounts_keep_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a device of the second factor changes its owner never';
END $$;
CREATE TRIGGER accounts_keep_owner BEFORE UPDATE ON accounts_authenticator
    FOR EACH ROW WHEN (NEW.user_id IS DISTINCT FROM OLD.user_id)
    EXECUTE FUNCTION accounts_keep_owner();
"""

BACKWARD = """
DROP TRIGGER accounts_keep_owner ON accounts_authenticator;
DROP TRIGGER accounts_note_lost_device ON accounts_authenticator;
DROP TRIGGER accounts_note_device ON accounts_authenticator;
DROP TRIGGER accounts_note_new_device ON accounts_authenticator;
DROP TRIGGER accounts_guard_new_user ON accounts_user;
DROP TRIGGER accounts_guard_stamp ON accounts_user;
DROP FUNCTION accounts_keep_owner();
DROP FUNCTION accounts_note_devices();
DROP FUNCTION accounts_guard_new_user();
DROP FUNCTION accounts_guard_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_second_factor")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
