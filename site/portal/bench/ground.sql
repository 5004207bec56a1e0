-- Who works where and what they offer. Monday to Friday, 09:00 to 13:00 and 16:00 to 20:00.
-- The professionals after the first `any_of` share twenty services; one service is offered by those alone.
SELECT setseed(0.5);

INSERT INTO places_location (slug, name, street, postal_code, city, province, region, zone_name,
                             phone, email, access_notes, position)
SELECT 'bench-' || n, 'Bench ' || n, 'Carrer Major, ' || n, '46001', 'València', 'València', 'VC',
       'Europe/Madrid', '+34960000000', 'place@bench.example', '', 1000 + n
  FROM generate_series(1, 20) n;

INSERT INTO booking_service (slug, name_es, name_en, summary_es, summary_en, duration_minutes,
    buffer_before_minutes, buffer_after_minutes, start_grid_minutes, minimum_notice_minutes, window_days,
    change_cutoff_minutes, cancel_cutoff_minutes, max_subjects, price, is_online, position)
SELECT CASE n WHEN 0 THEN 'bench-any' ELSE 'bench-' || n END, 'Consulta ' || n, 'Consultation ' || n,
       '', '', 30, 0, 0, 15, 60, 60, 1440, 1440, 1, 35, true, 1000 + n
  FROM generate_series(0, 20) n;

CREATE TEMP TABLE bench_team AS
SELECT n, gen_random_uuid() AS person FROM generate_series(1, %(professionals)s) n;

-- The professionals' keys come from Python (bench.data), nothing is ever sealed for these clients.
INSERT INTO people_person (id, data_key, full_name, language, created_at)
SELECT person, 'bench', 'Profesional Número ' || n, 'es', now() FROM bench_team;
INSERT INTO people_contactpoint (person_id, kind, value, is_primary)
SELECT person, 'email', 'pro' || n || '@bench.example', true FROM bench_team;

-- Whoever has checked their licences; a login that opens nothing.
INSERT INTO accounts_user (password, is_superuser, email, role, is_active, date_joined, stamp, has_second_factor)
VALUES ('!', false, 'registrar@bench.example', 'administrator', false, now(), gen_random_uuid(), false);

INSERT INTO accounts_professional (person_id, slug, title, profession_id, headline_es, headline_en, is_listed,
    college_id, licence_number, licence_checked_by_id, licence_checked_at, licence_valid_until, suspension_reason)
SELECT person, 'bench-' || n, 'Dra.', p.id, 'Medicina general', 'General medicine', true,
       c.id, '46' || lpad(n::text, 5, '0'), u.id, now(), current_date + 400, ''
  FROM bench_team, taxonomy_profession p, taxonomy_college c, accounts_user u
 WHERE p.slug = 'veterinarian' AND c.slug = 'vet-46' AND u.email = 'registrar@bench.example';
INSERT INTO booking_resource (kind, professional_id)
SELECT 'professional', id FROM accounts_professional WHERE slug LIKE 'bench-%%';

INSERT INTO booking_offering (service_id, professional_id)
SELECT s.id, p.id
  FROM bench_team t
  JOIN accounts_professional p ON p.slug = 'bench-' || t.n
  CROSS JOIN LATERAL (SELECT 'bench-any' AS slug WHERE t.n <= %(any_of)s
                      UNION SELECT 'bench-' || (1 + (t.n + k) %% 20) FROM unnest(ARRAY[0, 7, 13]) k) o
  JOIN booking_service s ON s.slug = o.slug;

INSERT INTO booking_availabilityrule (resource_id, location_id, starts_on, days, opens, closes)
SELECT r.id, l.id, current_date - 365, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', h.opens, h.closes
  FROM bench_team t
  JOIN accounts_professional p ON p.slug = 'bench-' || t.n
  JOIN booking_resource r ON r.professional_id = p.id
  JOIN places_location l ON l.slug = 'bench-' || (1 + t.n %% 20)
  CROSS JOIN (VALUES (time '09:00', time '13:00'), (time '16:00', time '20:00')) h (opens, closes)
 ORDER BY t.n;

INSERT INTO booking_workingperiod (resource_id, location_id, rule_id, starts_at, ends_at)
SELECT u.resource_id, u.location_id, u.id,
       (d + u.opens) AT TIME ZONE 'Europe/Madrid', (d + u.closes) AT TIME ZONE 'Europe/Madrid'
  FROM booking_availabilityrule u
  JOIN places_location l ON l.id = u.location_id AND l.slug LIKE 'bench-%%'
  CROSS JOIN generate_series(current_date - 200, current_date + 400, interval '1 day') d
 WHERE extract(isodow FROM d) < 6
 ORDER BY u.id, d;

-- Clients: each comes about five times.
CREATE TABLE bench_client AS
SELECT n, gen_random_uuid() AS person FROM generate_series(1, %(people)s) n;
INSERT INTO people_person (id, data_key, full_name, language, created_at)
SELECT person, 'bench', 'Cliente ' || n, CASE n %% 5 WHEN 0 THEN 'en' ELSE 'es' END, now() FROM bench_client;
INSERT INTO people_contactpoint (person_id, kind, value, is_primary)
SELECT person, kind, CASE kind WHEN 'email' THEN 'client' || n || '@bench.example'
                               ELSE '+346' || lpad(n::text, 8, '0') END, true
  FROM bench_client, unnest(ARRAY['email', 'phone']) kind;

-- Every half hour that may be taken, numbered: those to come first, then backwards from today.
-- Tomorrow is nearly full, the end of the window nearly empty.
CREATE TABLE bench_slot AS
SELECT row_number() OVER (ORDER BY starts_at < now(), CASE WHEN starts_at < now() THEN - extract(epoch FROM starts_at) END,
                                   random()) AS n,
       starts_at > now() AS coming, resource_id, location_id, professional_id, starts_at,
       gen_random_uuid() AS visit, 1 + floor(random() * %(people)s)::int AS client
  FROM (SELECT w.resource_id, w.location_id, r.professional_id, s AS starts_at,
               extract(epoch FROM s - now()) / 86400 AS away
          FROM booking_workingperiod w
          JOIN booking_resource r ON r.id = w.resource_id
          JOIN places_location l ON l.id = w.location_id AND l.slug LIKE 'bench-%%'
          CROSS JOIN generate_series(w.starts_at, w.ends_at - interval '30 minutes', interval '30 minutes') s
         WHERE w.starts_at < now() + %(days_ahead)s * interval '1 day') slots
 WHERE random() < CASE WHEN away < 0 THEN 0.65 ELSE greatest(0.08, 0.8 - away * 0.016) END;
CREATE UNIQUE INDEX ON bench_slot (n);
