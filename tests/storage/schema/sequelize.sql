-- A database as Sequelize 6 writes it with underscored names; index names are its models' own.
CREATE TYPE "public"."enum_users_role" AS ENUM ('EO', 'PARTICIPANT');
CREATE TABLE users (
    id UUID,
    name VARCHAR(255) NOT NULL,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role "public"."enum_users_role" NOT NULL DEFAULT 'PARTICIPANT',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_users_role ON users (role);
CREATE TABLE event_groups (
    id UUID,
    name VARCHAR(255) NOT NULL,
    description TEXT,
    created_by UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX idx_groups_owner ON event_groups (created_by);
CREATE TYPE "public"."enum_events_state" AS ENUM ('OPEN', 'CLOSED');
CREATE TABLE events (
    id UUID,
    group_id UUID NOT NULL REFERENCES event_groups (id) ON DELETE CASCADE ON UPDATE CASCADE,
    title VARCHAR(255) NOT NULL,
    start_time TIMESTAMP WITH TIME ZONE NOT NULL,
    duration_minutes INTEGER NOT NULL,
    code_text VARCHAR(50) NOT NULL,
    code_qr TEXT,
    state "public"."enum_events_state" DEFAULT 'OPEN',
    created_by UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX unique_code ON events (code_text);
CREATE INDEX events_state ON events (state);
CREATE TABLE attendance (
    id UUID,
    event_id UUID NOT NULL REFERENCES events (id) ON DELETE CASCADE ON UPDATE CASCADE,
    participant_id UUID REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
    timestamp TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX attendance_pair ON attendance (event_id, participant_id);
CREATE TABLE "SequelizeMeta" (name VARCHAR(255) NOT NULL UNIQUE, PRIMARY KEY (name));

INSERT INTO users VALUES (gen_random_uuid(), 'Ana', 'ana@x.org', '$2b$10$x', 'EO', now(), now());
INSERT INTO event_groups SELECT gen_random_uuid(), 'Talks', NULL, id, now(), now() FROM users;
INSERT INTO events
    SELECT gen_random_uuid(), id, 'Opening', now(), 60, 'WS001', NULL, 'OPEN', created_by, now(), now()
    FROM event_groups;
-- Ana twice, and one walk-in.
INSERT INTO attendance
    SELECT gen_random_uuid(), id, created_by, '2026-11-26 10:00+00', now(), now() FROM events;
INSERT INTO attendance
    SELECT gen_random_uuid(), id, created_by, '2026-11-26 09:00+00', now(), now() FROM events;
INSERT INTO attendance
    SELECT gen_random_uuid(), id, NULL, '2026-11-26 10:00+00', now(), now() FROM events;
